package pipeline.connect.filesystem.task;

import java.io.IOException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.KeyDecoder;
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
 * @param beside adds what is stored beside the value
 * @param tombstones converts records without value; null unless these are kept
 */
record RecordConversion(
    ValueDecoder decoder,
    EventReader reader,
    Row row,
    DirectoryLayout layout,
    FileFormat format,
    BesideValue beside,
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
      String directory = layout.directory(row, record);
      beside.add(record, row);
      return directory;
    } catch (ConnectException misconfigured) {
      throw misconfigured;
    } catch (RuntimeException | StackOverflowError failure) {
      throw new ContractViolation(reason(failure));
    }
  }

  static String reason(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return "cannot be converted: " + (message == null ? kind : kind + ", " + message);
  }

  /**
   * Asks again for what could not be had.
   *
   * @throws IOException when it still cannot
   */
  void await() throws IOException {
    decoder.await();
    beside.await();
  }

  static RecordConversion of(PartitionContext context, String topic) {
    SinkSettings settings = context.settings();
    EventContract contract = settings.contracts().of(topic);
    boolean envelope = settings.envelope();
    EventReader reader = envelope ? EventReader.enveloped(contract) : EventReader.of(contract);
    KeyDecoder keys = context.decoders().ofKeys(topic);
    return new RecordConversion(
        context.decoders().of(topic),
        reader,
        reader.newRow(),
        new DirectoryLayout(topic, TopicLayout.of(settings, topic), contract),
        TopicFormat.of(settings, topic),
        envelope
            ? new Envelope(settings.coordinates(), keys, contract != null)
            : CoordinateColumns.of(settings.coordinates(), keys),
        settings.tombstones() == Tombstones.KEEP
            ? new TombstoneConversion(settings, topic, keys)
            : null);
  }
}
