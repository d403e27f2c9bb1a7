package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.chain.TopicFacts;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Parallel;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.status.Reason;
import pipeline.connect.status.TaskStatus;

/**
 * The partitions of one task. One whose store does not answer, or whose chain another writer
 * continued, is paused and opened anew later, without failing the task: a RetriableException would
 * redeliver the batch to all of them.
 */
public final class PartitionSinks {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionSinks.class);

  private final SinkSettings settings;
  private final Callable<Storage> store;
  private final TopicFacts facts;
  private final SinkTaskContext context;
  private final Parallel parallel;
  private final InstantSource clock;
  private final TaskStatus status;
  private final Map<TopicPartition, Slot> slots = new HashMap<>();
  private PartitionContext partitionContext;

  public PartitionSinks(
      SinkSettings settings,
      Callable<Storage> store,
      TopicFacts facts,
      SinkTaskContext context,
      Parallel parallel,
      InstantSource clock,
      TaskStatus status) {
    this.settings = settings;
    this.store = store;
    this.facts = facts;
    this.context = context;
    this.parallel = parallel;
    this.clock = clock;
    this.status = status;
  }

  /** A partition of this task, in work or waiting to be opened. */
  public final class Slot {
    private final TopicPartition partition;
    private final Backoff backoff = new Backoff();
    private PartitionSink sink;
    private long openAt = clock.millis();
    private boolean paused;

    /** Why it could not go on, until it has: an opened partition that cannot commit still waits. */
    private String trouble;

    private long troubleSince;
    private boolean troubleAtOpening;

    private Slot(TopicPartition partition) {
      this.partition = partition;
    }

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

    private boolean isOpen() {
      return sink != null && sink.isOpen();
    }

    private Outcome open(Map<TopicPartition, TopicFacts.Facts> known) {
      try {
        if (sink == null) sink = new PartitionSink(partition, partitionContext);
        return new Outcome(this, sink.open(known.get(partition)), null);
      } catch (IOException failure) {
        return new Outcome(this, -1, failure);
      }
    }

    private Outcome commit() {
      try {
        committed(sink.commit());
        return new Outcome(this, -1, null);
      } catch (IOException failure) {
        return new Outcome(this, -1, failure);
      }
    }

    private void committed(Link link) {
      backoff.success();
      trouble = null;
      status.moved(link.files().stream().mapToLong(DataFile::records).sum());
      status.deadLettered(link.deadLettered().size());
    }

    private void resume(long offset) {
      if (troubleAtOpening) trouble = null;
      context.offset(partition, offset);
      if (paused) context.resume(partition);
      paused = false;
    }

    private void suspend(IOException failure) {
      troubleAtOpening = !isOpen();
      if (sink != null) sink.drop();
      if (trouble == null) troubleSince = clock.millis();
      trouble = ofStore(Reason.of(failure));
      long pause = backoff.next();
      LOG.warn(
          "{} of {} pauses for {} ms: {}",
          partition,
          settings.connector(),
          pause,
          failure.toString());
      LOG.debug("The reason", failure);
      openAt = clock.millis() + pause;
      context.pause(partition);
      paused = true;
    }
  }

  /**
   * @param failure null when it went well
   */
  private record Outcome(Slot slot, long offset, IOException failure) {}

  public void assign(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) slots.put(partition, new Slot(partition));
    openDue();
  }

  /**
   * @throws IllegalStateException for a record of a partition that was not assigned: it has no
   *     place to go
   */
  public Slot slotOf(SinkRecord record) {
    TopicPartition partition =
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    Slot slot = slots.get(partition);
    if (slot == null) throw new IllegalStateException(partition + " is not assigned to this task");
    return slot;
  }

  public void advance(PollPositions positions) {
    for (Slot slot : slots.values()) {
      if (slot.isOpen()) slot.sink.advance(positions.of(slot.partition));
    }
  }

  /**
   * Once a partition is due, commits side by side all that are half as old: records wait for one
   * commit, not for each.
   */
  public void commitDue() {
    if (slots.values().stream().noneMatch(slot -> slot.isOpen() && slot.sink.untilDue() == 0))
      return;
    List<Callable<Outcome>> due = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (slot.isOpen() && slot.sink.untilDue() <= settings.roll().milliseconds() / 2)
        due.add(slot::commit);
    }
    for (Outcome outcome : all(due)) {
      if (outcome.failure() != null) outcome.slot().suspend(outcome.failure());
    }
  }

  /** Opens side by side what waits to be opened and has waited long enough. */
  public void openDue() {
    List<Slot> due = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (!slot.isOpen() && slot.openAt <= clock.millis()) due.add(slot);
    }
    if (due.isEmpty()) return;
    try {
      if (partitionContext == null) partitionContext = newPartitionContext();
      Map<TopicPartition, TopicFacts.Facts> known =
          facts.look(due.stream().map(slot -> slot.partition).toList());
      List<Callable<Outcome>> openings = new ArrayList<>();
      for (Slot slot : due) openings.add(() -> slot.open(known));
      for (Outcome outcome : all(openings)) {
        if (outcome.failure() == null) outcome.slot().resume(outcome.offset());
        else outcome.slot().suspend(outcome.failure());
      }
    } catch (IOException failure) {
      due.forEach(slot -> slot.suspend(failure));
    }
  }

  private PartitionContext newPartitionContext() throws IOException {
    try {
      return new PartitionContext(
          settings, store.call(), facts, context.errantRecordReporter(), parallel, clock);
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  private List<Outcome> all(List<Callable<Outcome>> work) {
    try {
      return parallel.all(work);
    } catch (IOException impossible) {
      throw new IllegalStateException("outcomes carry their failures", impossible);
    }
  }

  /** Without this, an idle partition would wait for the next offset flush. */
  public void askToBeCalled() {
    long soonest = Long.MAX_VALUE;
    for (Slot slot : slots.values()) {
      long wait = slot.isOpen() ? slot.sink.untilDue() : Math.max(1, slot.openAt - clock.millis());
      soonest = Math.min(soonest, wait);
    }
    if (soonest != Long.MAX_VALUE) context.timeout(Math.max(1, soonest));
  }

  /** Many stores do not say which bucket or NameNode they speak of. */
  private String ofStore(String reason) {
    String store = settings.path().getAuthority();
    return store == null || reason.contains(store) ? reason : store + ": " + reason;
  }

  /** Tells the task's status which partitions wait, and for what the longest waiting does. */
  public void tellWaiting() {
    Slot longest = null;
    long next = Long.MAX_VALUE;
    int waiting = 0;
    for (Slot slot : slots.values()) {
      if (slot.trouble == null) continue;
      waiting++;
      if (!slot.isOpen()) next = Math.min(next, slot.openAt);
      if (longest == null || slot.troubleSince < longest.troubleSince) longest = slot;
    }
    if (longest == null) {
      status.waits(null);
      return;
    }
    String which = waiting == slots.size() ? "" : waiting + " of " + slots.size() + " partitions: ";
    status.waits(
        new TaskStatus.Waiting(
            which + longest.trouble, longest.troubleSince, next == Long.MAX_VALUE ? 0 : next));
  }

  public long committed(TopicPartition partition) {
    Slot slot = slots.get(partition);
    return slot == null || slot.sink == null ? -1 : slot.sink.committed();
  }

  public void release(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Slot slot = slots.remove(partition);
      if (slot != null && slot.sink != null) slot.sink.drop();
    }
  }

  public void close() {
    release(List.copyOf(slots.keySet()));
    if (partitionContext == null) return;
    Storage storage = partitionContext.storage();
    parallel.later(
        () -> {
          try {
            storage.close();
          } catch (IOException failure) {
            LOG.debug("The store could not be closed", failure);
          }
        });
  }
}
