package pipeline.connect.datagen;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record that equals only itself. The worker keeps all records of a transaction in a hash map;
 * hashing their offsets and values would cost it a third of its sending thread.
 */
final class GeneratedRecord extends SourceRecord {
  private final int hash;

  GeneratedRecord(Position after, String topic, byte[] key, byte[] value, Long timestamp) {
    super(
        Position.PARTITION,
        new Offset(after),
        topic,
        null,
        Schema.OPTIONAL_BYTES_SCHEMA,
        key,
        Schema.OPTIONAL_BYTES_SCHEMA,
        value,
        timestamp);
    hash = Long.hashCode(after.next());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
