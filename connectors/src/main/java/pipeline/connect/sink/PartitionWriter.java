package pipeline.connect.sink;

import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One partition's way into a store, exactly once: what was put is committed all together, together
 * with the position, or not at all. Used by one thread at a time.
 */
public interface PartitionWriter {
  /**
   * What one commit decided.
   *
   * @param tombstones records without a value that were only counted
   */
  record Committed(long records, long deadLettered, long tombstones) {}

  boolean isOpen();

  /** The position up to which everything is decided and visible; -1 before the first opening. */
  long committed();

  /**
   * Takes the partition over: from now on every other writer of it is fenced.
   *
   * @return the offset to read from
   * @throws IOException when the store or Kafka does not answer, or a rival was quicker
   */
  long open(TopicFacts.Facts facts) throws IOException;

  /**
   * @param batch number of the poll that brought the record
   * @throws IOException when the record's data cannot be written; the writer must then be dropped
   */
  void put(SinkRecord record, long batch) throws IOException;

  /** Whether what was put must be committed before more is. */
  boolean isFull();

  /** Control records take offsets too: everything below `position` was put, or is no record. */
  void advance(long position);

  /** Milliseconds until a commit is due; Long.MAX_VALUE when nothing waits. */
  long untilDue();

  /** Milliseconds until it wants to be cared for; Long.MAX_VALUE: never. */
  default long untilCare() {
    return Long.MAX_VALUE;
  }

  /** Does what has its time beside the records; called between batches. */
  default void care() throws IOException {}

  /** Commits what was put since the last commit, all of it or nothing. */
  Committed commit() throws IOException;

  /** Lets go of what is not committed. */
  void drop();
}
