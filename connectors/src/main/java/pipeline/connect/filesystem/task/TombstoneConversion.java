package pipeline.connect.filesystem.task;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.config.TopicFormat;
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
  private final EventReader reader;
  private final Row row;
  private final FileFormat format;
  private final String directory;

  TombstoneConversion(SinkSettings settings, String topic) {
    typed = settings.format().needsContract();
    reader = EventReader.of(typed ? CONTRACT : null);
    row = reader.newRow();
    directory = topic + "/" + TopicFormat.TOMBSTONES;
    format =
        settings
            .format()
            .files(
                new StoredFormat.Options(
                    CONTRACT, settings.compression(), settings.coordinates(), false));
  }

  FileFormat format() {
    return format;
  }

  String directory() {
    return directory;
  }

  /** The row of a record, valid until the next one. */
  Row read(SinkRecord record) {
    try {
      reader.read(text(record), row);
      return row;
    } catch (ContractViolation impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Typed rows carry their coordinates themselves; a line of text says them. */
  private byte[] text(SinkRecord record) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    member(key(record), text);
    if (!typed) {
      String place =
          ",\"kafka_partition\":"
              + record.originalKafkaPartition()
              + ",\"kafka_offset\":"
              + record.originalKafkaOffset();
      text.writeBytes(place.getBytes(StandardCharsets.UTF_8));
    }
    text.write('}');
    return text.toByteArray();
  }

  /** A key that is no UTF-8 is told in base64. */
  private static void member(byte[] key, ByteArrayOutputStream text) {
    if (key == null) {
      begin("{\"kafka_key\":null", text);
      return;
    }
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      begin("{\"kafka_key\":\"", text);
      text.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(decoded));
    } catch (CharacterCodingException binary) {
      begin("{\"kafka_key_base64\":\"", text);
      text.writeBytes(Base64.getEncoder().encode(key));
    }
    text.write('"');
  }

  private static void begin(String name, ByteArrayOutputStream text) {
    text.writeBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] key(SinkRecord record) {
    Object key = record.key();
    if (key == null || key instanceof byte[]) return (byte[]) key;
    throw new ConnectException(
        "This sink reads keys as bytes, and got "
            + key.getClass().getName()
            + ": set key.converter=org.apache.kafka.connect.converters.ByteArrayConverter.");
  }
}
