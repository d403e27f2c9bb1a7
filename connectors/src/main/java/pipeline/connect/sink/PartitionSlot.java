package pipeline.connect.sink;

import java.io.IOException;
import java.time.InstantSource;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.encoding.RegistryAway;
import pipeline.connect.status.Reason;
import pipeline.connect.status.TaskStatus;

/** A partition of a task, in work or waiting to be opened. */
public final class PartitionSlot {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionSlot.class);

  private final TopicPartition partition;
  private final SinkTarget target;
  private final SinkTaskContext context;
  private final InstantSource clock;
  private final TaskStatus status;
  private final Backoff backoff = new Backoff();
  private PartitionWriter sink;
  private long openAt;

  /** Why it could not go on, until it has: an opened partition that cannot commit still waits. */
  private String trouble;

  private long troubleSince;
  private boolean troubleAtOpening;

  PartitionSlot(
      TopicPartition partition,
      SinkTarget target,
      SinkTaskContext context,
      InstantSource clock,
      TaskStatus status) {
    this.partition = partition;
    this.target = target;
    this.context = context;
    this.clock = clock;
    this.status = status;
    openAt = clock.millis();
  }

  /**
   * @param failure null when it went well
   */
  record Outcome(PartitionSlot slot, long offset, IOException failure) {}

  public boolean holds(SinkRecord record) {
    return partition.partition() == record.originalKafkaPartition()
        && partition.topic().equals(record.originalTopic());
  }

  /**
   * Takes a record; while the partition waits to be opened, records are left: they will be read
   * again.
   */
  public void put(SinkRecord record, long batch) {
    if (!isOpen()) return;
    try {
      sink.put(record, batch);
      if (!sink.isFull()) return;
      committed(sink.commit());
    } catch (IOException failure) {
      suspend(failure);
    }
  }

  TopicPartition partition() {
    return partition;
  }

  boolean isOpen() {
    return sink != null && sink.isOpen();
  }

  /** Milliseconds since the epoch; before them it is not opened. */
  long openAt() {
    return openAt;
  }

  /** Milliseconds until the open partition has to commit. */
  long untilDue() {
    return sink.untilDue();
  }

  /** The offset up to which it has committed; -1: it was never opened. */
  long committed() {
    return sink == null ? -1 : sink.committed();
  }

  String trouble() {
    return trouble;
  }

  long troubleSince() {
    return troubleSince;
  }

  void advance(PollPositions positions) {
    if (isOpen()) sink.advance(positions.of(partition));
  }

  Outcome open(SinkStore store, TopicFacts.Facts known) {
    try {
      if (sink == null) sink = store.writer(partition);
      return new Outcome(this, sink.open(known), null);
    } catch (IOException failure) {
      return new Outcome(this, -1, failure);
    }
  }

  Outcome commit() {
    try {
      committed(sink.commit());
      return new Outcome(this, -1, null);
    } catch (IOException failure) {
      return new Outcome(this, -1, failure);
    }
  }

  /** Milliseconds until the open partition wants to be cared for. */
  long untilCare() {
    return sink.untilCare();
  }

  Outcome care() {
    try {
      sink.care();
      // With nothing to commit there is nothing to wait for.
      if (sink.untilDue() == Long.MAX_VALUE) trouble = null;
      return new Outcome(this, -1, null);
    } catch (IOException failure) {
      return new Outcome(this, -1, failure);
    }
  }

  private void committed(PartitionWriter.Committed now) {
    backoff.success();
    trouble = null;
    status.moved(now.records());
    status.deadLettered(now.deadLettered());
    status.tombstones(now.tombstones());
  }

  /**
   * Has the opened partition be read from `offset` on. It may be paused even if this slot never
   * paused it: Connect pauses a partition that comes back as it was when it went.
   */
  void resume(long offset) {
    if (troubleAtOpening) trouble = null;
    context.offset(partition, offset);
    context.resume(partition);
  }

  void suspend(IOException failure) {
    troubleAtOpening = !isOpen();
    drop();
    if (trouble == null) troubleSince = clock.millis();
    trouble = failure instanceof RegistryAway ? failure.getMessage() : ofStore(Reason.of(failure));
    long pause = backoff.next();
    LOG.warn(
        "{} of {} pauses for {} ms: {}", partition, target.connector(), pause, failure.toString());
    LOG.debug("The reason", failure);
    openAt = clock.millis() + pause;
    context.pause(partition);
  }

  void drop() {
    if (sink != null) sink.drop();
  }

  /** Many stores do not say which bucket or NameNode they speak of. */
  private String ofStore(String reason) {
    String store = target.store();
    return store == null || reason.contains(store) ? reason : store + ": " + reason;
  }
}
