package pipeline.connect.sink;

import org.apache.kafka.common.TopicPartition;

/** Where the last poll ended. */
public interface PollPositions {
  /** The offset before which the last poll of this partition ended, or -1. */
  long of(TopicPartition partition);

  /** After a put: the next poll starts from nothing. */
  void forget();
}
