package pipeline.connect.sink;

import java.io.Closeable;
import org.apache.kafka.common.TopicPartition;

/** A store that a task has opened. */
public interface SinkStore extends Closeable {
  /** The way of one partition into it, not opened yet. */
  PartitionWriter writer(TopicPartition partition);
}
