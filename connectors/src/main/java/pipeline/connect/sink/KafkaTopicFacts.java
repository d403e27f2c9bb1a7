package pipeline.connect.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka with an admin client that has the task's consumer's addresses and credentials. */
final class KafkaTopicFacts implements TopicFacts {
  private final Admin admin;
  private final String group;
  private final boolean startsAtEnd;

  KafkaTopicFacts(Map<String, Object> consumer) {
    Map<String, Object> settings = new HashMap<>(consumer);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.put(
        AdminClientConfig.CLIENT_ID_CONFIG,
        consumer.get(ConsumerConfig.CLIENT_ID_CONFIG) + "-facts");
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.remove(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG);
    admin = Admin.create(settings);
    group = String.valueOf(consumer.get(ConsumerConfig.GROUP_ID_CONFIG));
    startsAtEnd = "latest".equals(consumer.get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
  }

  @Override
  public Map<TopicPartition, Facts> look(Collection<TopicPartition> partitions) throws IOException {
    TreeSet<String> topics = new TreeSet<>();
    partitions.forEach(partition -> topics.add(partition.topic()));
    KafkaFuture<Map<String, TopicDescription>> described =
        admin.describeTopics(topics).allTopicNames();
    ListOffsetsResult starts = offsets(partitions, OffsetSpec.earliest());
    ListOffsetsResult ends = offsets(partitions, OffsetSpec.latest());
    KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> positions =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
    Map<TopicPartition, Facts> facts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long logStart = Futures.get(starts.partitionResult(partition)).offset();
      long logEnd = Futures.get(ends.partitionResult(partition)).offset();
      OffsetAndMetadata position = Futures.get(positions).get(partition);
      long unset = startsAtEnd ? logEnd : logStart;
      long start = position == null ? unset : Math.max(position.offset(), logStart);
      String topicId = Futures.get(described).get(partition.topic()).topicId().toString();
      facts.put(partition, new Facts(topicId, start, logStart, logEnd));
    }
    return facts;
  }

  private ListOffsetsResult offsets(Collection<TopicPartition> partitions, OffsetSpec wanted) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicPartition partition : List.copyOf(partitions)) asked.put(partition, wanted);
    return admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
