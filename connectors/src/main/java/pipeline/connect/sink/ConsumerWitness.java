package pipeline.connect.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Sits in the consumer that Connect keeps for a task and tells the task what Connect does not: how
 * to reach Kafka, whether only committed records are read, and the position behind control records,
 * which are no records but take offsets (KIP-1094). Named by
 * `consumer.override.interceptor.classes`.
 */
public final class ConsumerWitness implements ConsumerInterceptor<byte[], byte[]> {
  private static final Map<String, ConsumerWitness> BY_CLIENT = new ConcurrentHashMap<>();

  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private Map<String, Object> settings = Map.of();

  /**
   * The witness in a task's consumer, which Connect creates before the task starts.
   *
   * @throws ConnectException when there is none, or when uncommitted records would be read
   */
  static ConsumerWitness of(String connector, int task) {
    ConsumerWitness witness = BY_CLIENT.get("connector-consumer-" + connector + "-" + task);
    if (witness == null) {
      throw new ConnectException(
          "This sink needs consumer.override."
              + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG
              + "="
              + ConsumerWitness.class.getName()
              + " in its configuration, and a worker that allows the override"
              + " (connector.client.config.override.policy), and no consumer.override.client.id.");
    }
    Object isolation = witness.settings.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
    if (!"read_committed".equals(isolation)) {
      throw new ConnectException(
          "This sink must not store records of aborted transactions: set"
              + " consumer.override."
              + ConsumerConfig.ISOLATION_LEVEL_CONFIG
              + "=read_committed.");
    }
    return witness;
  }

  /**
   * The consumer's configuration, for clients of the same cluster. Holds its secrets: never print
   * it.
   */
  Map<String, Object> settings() {
    return settings;
  }

  /**
   * Only on the task's thread: the offset the last poll ended before, or -1 when it brought nothing
   * of the partition.
   */
  long position(TopicPartition partition) {
    Long position = positions.get(partition);
    return position == null ? -1 : position;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    settings = Map.copyOf(withoutNulls(configs));
    BY_CLIENT.put(String.valueOf(settings.get(ConsumerConfig.CLIENT_ID_CONFIG)), this);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    positions.clear();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> next : records.nextOffsets().entrySet()) {
      positions.put(next.getKey(), next.getValue().offset());
    }
    return records;
  }

  /**
   * After a put: what the poll before it said has been used, and must not be taken for the next
   * poll's.
   */
  void forget() {
    positions.clear();
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {
    BY_CLIENT.remove(String.valueOf(settings.get(ConsumerConfig.CLIENT_ID_CONFIG)), this);
  }

  private static Map<String, Object> withoutNulls(Map<String, ?> configs) {
    Map<String, Object> present = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (value != null) present.put(key, value);
        });
    return present;
  }
}
