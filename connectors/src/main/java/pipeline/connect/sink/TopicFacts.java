package pipeline.connect.sink;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What Kafka says of partitions now. */
public interface TopicFacts extends Closeable {
  /**
   * @param topicId Kafka's id: another one means that the topic was deleted and created again
   * @param start where a sink without chain begins: the group's position if set, else where
   *     `auto.offset.reset` says
   * @param logStart offset of the oldest record still there
   * @param logEnd the offset after the newest committed record
   */
  record Facts(String topicId, long start, long logStart, long logEnd) {}

  /**
   * @throws IOException when Kafka does not answer in time
   */
  Map<TopicPartition, Facts> look(Collection<TopicPartition> partitions) throws IOException;

  @Override
  void close();
}
