import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Kafka's own Java client: prints the value of every committed record of the topics, one per line.
 */
public class Values {
  public static void main(String[] args) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", args[0], "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var text = new StringBuilder();
      for (int topic = 1; topic < args.length; topic++) {
        var partitions =
            consumer.partitionsFor(args[topic]).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (partitions.stream()
            .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
          for (var record : consumer.poll(Duration.ofMillis(200))) {
            text.append(new String(record.value(), StandardCharsets.UTF_8)).append('\n');
          }
        }
      }
      System.out.print(text);
    }
  }
}
