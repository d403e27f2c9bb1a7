package pipeline.connect.filesystem.task;

import java.io.IOException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.KeyDecoder;
import pipeline.connect.event.ContractViolation;

/** What a record tells beside its value, as it is stored. */
final class RecordFacts {
  /** The last millisecond of the year 9999. */
  static final long LAST_TIMESTAMP = 253_402_300_799_999L;

  private RecordFacts() {}

  /** The key's bytes; null where it has none. */
  static byte[] key(SinkRecord record) {
    return bytes(record.key(), "keys", "key.converter");
  }

  /** The key as text or JSON where it names a schema of the registry, else its bytes. */
  static byte[] key(SinkRecord record, KeyDecoder decoder) throws ContractViolation, IOException {
    try {
      return decoder.decode(key(record));
    } catch (ContractViolation violation) {
      throw ContractViolation.ofWhole(
          "the key cannot be read, and is among the coordinates (key: bytes keeps any): "
              + violation.getMessage());
    }
  }

  static byte[] value(Header header) {
    return bytes(header.value(), "headers", "header.converter");
  }

  /** Milliseconds since 1970; null where the record has none. */
  static Long timestamp(SinkRecord record) throws ContractViolation {
    Long timestamp = record.timestamp();
    if (timestamp == null || timestamp == -1) return null;
    if (timestamp < 0 || timestamp > LAST_TIMESTAMP)
      throw ContractViolation.ofWhole(
          "the record's timestamp "
              + timestamp
              + " is no time before the year 10000, and is among the coordinates");
    return timestamp;
  }

  private static byte[] bytes(Object value, String what, String key) {
    if (value == null || value instanceof byte[]) return (byte[]) value;
    throw new ConnectException(
        "This sink reads "
            + what
            + " as bytes, and got "
            + value.getClass().getName()
            + ": set "
            + key
            + "=org.apache.kafka.connect.converters.ByteArrayConverter.");
  }
}
