package pipeline.connect.filesystem.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.KeyDecoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.config.TopicFormat;
import pipeline.connect.format.Coordinate;
import pipeline.connect.format.Coordinates;
import pipeline.connect.format.FileFormat;
import pipeline.connect.format.StoredFormat;

/**
 * Converts records without value into rows of their own, in a directory that readers of the topic's
 * directory leave out (docs/sink.md). Belongs to one thread at a time.
 */
final class TombstoneConversion {
  private static final EventContract CONTRACT =
      EventContract.parse(
          "{\"fields\":{\"kafka_key\":{\"required\":false,\"type\":\"string\"},"
              + "\"kafka_key_base64\":{\"required\":false,\"type\":\"string\"}},"
              + "\"name\":\"tombstone\",\"unknown\":\"reject\"}");

  private final boolean typed;
  private final boolean envelope;
  private final EventReader reader;
  private final Row row;
  private final FileFormat format;
  private final String directory;
  private final BesideValue beside;
  private final KeyDecoder keys;

  TombstoneConversion(SinkSettings settings, String topic, KeyDecoder decoder) {
    Coordinates coordinates = settings.coordinates();
    typed = settings.format().needsContract();
    envelope = settings.envelope();
    reader = EventReader.of(typed ? CONTRACT : null);
    row = reader.newRow();
    directory = topic + "/" + TopicFormat.TOMBSTONES;
    keys = coordinates.has(Coordinate.KEY) && !coordinates.keyAsBytes() ? decoder : null;
    beside =
        envelope
            ? new Envelope(coordinates.withKey(), decoder, true)
            : CoordinateColumns.of(coordinates.withoutKey(), decoder);
    format =
        settings
            .format()
            .files(
                new StoredFormat.Options(
                    CONTRACT, settings.compression(), coordinates.withoutKey(), false));
  }

  FileFormat format() {
    return format;
  }

  String directory() {
    return directory;
  }

  /**
   * The row of a record, valid until the next one.
   *
   * @throws ContractViolation when the record has what files cannot hold
   * @throws IOException when what is needed to read the key cannot be had now
   */
  Row read(SinkRecord record) throws ContractViolation, IOException {
    if (envelope) row.store(null, 0, 0);
    else reader.read(text(record), row);
    beside.add(record, row);
    return row;
  }

  /** Typed rows carry their coordinates themselves; a line of text says them. */
  private byte[] text(SinkRecord record) throws ContractViolation, IOException {
    byte[] key = keys == null ? RecordFacts.key(record) : RecordFacts.key(record, keys);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write('{');
    JsonMember.write("kafka_key", "_base64", key, text);
    if (!typed) {
      String place =
          ",\"kafka_partition\":"
              + record.originalKafkaPartition()
              + ",\"kafka_offset\":"
              + record.originalKafkaOffset();
      JsonMember.ascii(place, text);
    }
    text.write('}');
    return text.toByteArray();
  }
}
