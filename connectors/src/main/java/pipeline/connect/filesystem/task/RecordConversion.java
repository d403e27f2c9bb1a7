package pipeline.connect.filesystem.task;

import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.ValueDecoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.config.TopicFormat;
import pipeline.connect.filesystem.config.TopicLayout;
import pipeline.connect.format.FileFormat;
import pipeline.connect.sink.Tombstones;

/**
 * Converts a topic's records: bytes to a row, the row's directory, the format of its file. Belongs
 * to one thread at a time.
 *
 * @param tombstones converts records without value; null unless these are kept
 */
record RecordConversion(
    ValueDecoder decoder,
    EventReader reader,
    Row row,
    DirectoryLayout layout,
    FileFormat format,
    TombstoneConversion tombstones) {
  /**
   * Reads a value into the row; returns the directory where the row lies. Whatever else goes wrong
   * is this record's fault and nobody else's.
   *
   * @throws ContractViolation when the value is not what was agreed, or cannot be read at all
   * @throws IOException when what is needed to read it cannot be had now
   */
  String read(SinkRecord record, byte[] value) throws ContractViolation, IOException {
    try {
      reader.read(decoder.decode(value), row);
      return layout.directory(row, record);
    } catch (RuntimeException | StackOverflowError failure) {
      throw new ContractViolation(reason(failure));
    }
  }

  static String reason(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return "cannot be converted: " + (message == null ? kind : kind + ", " + message);
  }

  static RecordConversion of(PartitionContext context, String topic) {
    SinkSettings settings = context.settings();
    EventContract contract = settings.contracts().of(topic);
    EventReader reader = EventReader.of(contract);
    return new RecordConversion(
        context.decoders().of(topic),
        reader,
        reader.newRow(),
        new DirectoryLayout(topic, TopicLayout.of(settings, topic), contract),
        TopicFormat.of(settings, topic),
        settings.tombstones() == Tombstones.KEEP ? new TombstoneConversion(settings, topic) : null);
  }
}
