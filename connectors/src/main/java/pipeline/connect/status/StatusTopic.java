package pipeline.connect.status;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The compacted topic in which tasks tell how they are. Used by one thread. */
final class StatusTopic implements AutoCloseable {
  static final String NAME = "_pipeline.connectors.status";

  private static final long PATIENCE = 15_000;

  /** Small segments, since only closed ones are compacted: the topic stays at a few MB. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "compact",
          "segment.bytes", "1048576",
          "segment.ms", "600000",
          "min.cleanable.dirty.ratio", "0.2",
          "delete.retention.ms", "60000");

  private final Map<String, Object> settings;
  private Producer<byte[], byte[]> producer;

  /**
   * @param client settings of another client of the cluster, of which only addresses and
   *     credentials are taken
   */
  StatusTopic(Map<String, Object> client) {
    settings = new HashMap<>(client);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.remove(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG);
    settings.put(
        AdminClientConfig.CLIENT_ID_CONFIG,
        client.get(AdminClientConfig.CLIENT_ID_CONFIG) + "-status");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
  }

  /**
   * Returns when it is written.
   *
   * @throws ExecutionException when Kafka refuses it
   */
  void write(byte[] key, byte[] value)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (producer == null) {
      create();
      producer = newProducer();
    }
    producer.send(new ProducerRecord<>(NAME, key, value)).get(PATIENCE, TimeUnit.MILLISECONDS);
  }

  /** Sending to a topic that is missing could make one that nobody compacts. */
  private void create() throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin = Admin.create(settings)) {
      if (admin.listTopics().names().get(PATIENCE, TimeUnit.MILLISECONDS).contains(NAME)) return;
      NewTopic topic = new NewTopic(NAME, Optional.of(1), Optional.empty()).configs(SETTINGS);
      admin.createTopics(List.of(topic)).all().get(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) throw failure;
    }
  }

  private Producer<byte[], byte[]> newProducer() {
    Map<String, Object> own = new HashMap<>(settings);
    own.keySet().retainAll(ProducerConfig.configNames());
    own.remove(ProducerConfig.RETRIES_CONFIG);
    own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
    own.put(ProducerConfig.ACKS_CONFIG, "1");
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
    own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "1048576");
    return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    if (producer != null) producer.close(Duration.ofMillis(500));
  }
}
