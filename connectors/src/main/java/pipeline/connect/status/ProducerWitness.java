package pipeline.connect.status;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sits in the producer that Connect keeps for a source's task and tells the task how to reach
 * Kafka, which Connect does not. Named by `producer.override.interceptor.classes`.
 */
public final class ProducerWitness implements ProducerInterceptor<byte[], byte[]> {
  private static final Map<String, ProducerWitness> BY_CLIENT = new ConcurrentHashMap<>();

  private Map<String, Object> settings = Map.of();

  /**
   * The configuration of a task's producer, which Connect creates before the task starts; null
   * where the connector names no witness. Holds its secrets: never print it.
   *
   * @param properties the task's configuration
   */
  public static Map<String, Object> settings(Map<String, String> properties) {
    String task = properties.getOrDefault(StatusReporter.TASK, "0");
    ProducerWitness witness =
        BY_CLIENT.get("connector-producer-" + properties.get("name") + "-" + task);
    return witness == null ? null : witness.settings;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    Map<String, Object> present = new HashMap<>();
    configs.forEach(
        (key, value) -> {
          if (value != null) present.put(key, value);
        });
    settings = Map.copyOf(present);
    BY_CLIENT.put(client(), this);
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    return record;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure) {}

  @Override
  public void close() {
    BY_CLIENT.remove(client(), this);
  }

  private String client() {
    return String.valueOf(settings.get(ProducerConfig.CLIENT_ID_CONFIG));
  }
}
