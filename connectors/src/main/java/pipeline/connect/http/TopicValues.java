package pipeline.connect.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import pipeline.connect.encoding.HttpRegistry;
import pipeline.connect.encoding.Registry;
import pipeline.connect.encoding.RegistryAway;
import pipeline.connect.encoding.RegistrySettings;
import pipeline.connect.encoding.TopicEncoding;
import pipeline.connect.encoding.ValueEncoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.status.TaskStatus;

/**
 * Makes the values of records what their topic's format says. While the registry is away they wait
 * in their order; what its schema cannot hold is skipped and told.
 */
final class TopicValues {
  private static final long AGAIN_MS = 5_000;

  private final ValueEncoder encoder;
  private final Consumer<String> skipped;
  private final Queue<SourceRecord> records = new ArrayDeque<>();
  private TaskStatus.Waiting waiting;

  TopicValues(ValueEncoder encoder, Consumer<String> skipped) {
    this.encoder = encoder;
    this.skipped = skipped;
  }

  /**
   * How the topic's values are written.
   *
   * @throws ConfigException when the contract cannot be read, or wants a registry and there is none
   */
  static ValueEncoder encoder(HttpSourceConfig config) {
    String event = config.getString(HttpSourceConfig.EVENT);
    if (event == null) return ValueEncoder.PLAIN;
    RegistrySettings settings = RegistrySettings.of(config);
    Registry registry =
        settings == null ? null : new HttpRegistry(settings, InstantSource.system());
    try {
      return TopicEncoding.encoder(EventContract.parse(event), registry);
    } catch (IllegalArgumentException error) {
      throw new ConfigException(HttpSourceConfig.EVENT + ": " + error.getMessage());
    }
  }

  void add(List<SourceRecord> made) {
    records.addAll(made);
  }

  /** For what it waits; null while it does not. */
  TaskStatus.Waiting waiting() {
    return waiting;
  }

  /**
   * The records whose values could be made.
   *
   * @throws ConnectException when there is no schema to make values with
   */
  List<SourceRecord> take(long now) {
    List<SourceRecord> made = new ArrayList<>();
    if (waiting != null && now < waiting.next()) return made;
    try {
      for (; !records.isEmpty(); records.remove()) {
        SourceRecord encoded = encoded(records.element());
        if (encoded != null) made.add(encoded);
      }
      waiting = null;
    } catch (RegistryAway away) {
      long since = waiting == null ? now : waiting.since();
      waiting = new TaskStatus.Waiting(away.getMessage(), since, now + AGAIN_MS);
    }
    return made;
  }

  private SourceRecord encoded(SourceRecord record) throws RegistryAway {
    try {
      byte[] value = encoder.encode((byte[]) record.value());
      return record.newRecord(
          record.topic(),
          record.kafkaPartition(),
          record.keySchema(),
          record.key(),
          Schema.BYTES_SCHEMA,
          value,
          record.timestamp());
    } catch (ContractViolation violation) {
      skipped.accept("an item does not fit the topic's schema: " + violation.getMessage());
      return null;
    } catch (RegistryAway away) {
      throw away;
    } catch (IOException wrong) {
      throw new ConnectException(record.topic() + ": " + wrong.getMessage(), wrong);
    }
  }
}
