package pipeline.connect.jdbc.task;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.jdbc.sql.Position;
import pipeline.connect.sink.TopicFacts.Facts;

/** Records that the sink owes are gone from the topic: the task stops and says which. */
final class Loss extends ConnectException {
  private Loss(String message) {
    super(message);
  }

  /**
   * @throws Loss when the topic no longer has what comes next
   */
  static void check(String sink, TopicPartition partition, Position.State stored, Facts facts) {
    if (!stored.topicId().equals(facts.topicId()))
      throw replaced(sink, partition, stored.next(), "the topic was deleted and created again");
    if (facts.logEnd() < stored.next())
      throw replaced(
          sink, partition, stored.next(), "the topic now ends at offset " + facts.logEnd());
    if (facts.logStart() > stored.next())
      throw overtaken(sink, partition, stored.next(), facts.logStart());
  }

  /** The log start has overtaken the position. */
  static Loss overtaken(String sink, TopicPartition partition, long from, long to) {
    return new Loss(
        partition
            + ": offsets "
            + from
            + " to "
            + (to - 1)
            + " were removed from the topic (retention or a deletion of records) before they were stored."
            + " To go on without them, with the connector stopped: "
            + reset(sink, partition)
            + " --to "
            + to);
  }

  /** A reset would delete stored rows whose records the topic no longer has. */
  static Loss irrecoverable(String sink, TopicPartition partition, long to, long logStart) {
    return new Loss(
        partition
            + ": the reset to offset "
            + to
            + " would delete rows of records before offset "
            + logStart
            + ", which the topic no longer has. Reset to a later offset: "
            + reset(sink, partition)
            + " --to "
            + logStart);
  }

  private static Loss replaced(String sink, TopicPartition partition, long position, String what) {
    return new Loss(
        partition
            + ": "
            + what
            + ", so records from offset "
            + position
            + " on may be missing, and the topic's offsets no longer mean what the stored rows say. To"
            + " store this topic from its start instead of what is stored, with the connector stopped: "
            + reset(sink, partition));
  }

  private static String reset(String sink, TopicPartition partition) {
    return "pipeline offsets reset "
        + sink
        + " --topic "
        + partition.topic()
        + " --partition "
        + partition.partition();
  }
}
