package pipeline.connect.sink;

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
import pipeline.connect.status.TaskStatus;

/**
 * The partitions of one task. One whose store does not answer, or whose chain another writer
 * continued, is paused and opened anew later, without failing the task: a RetriableException would
 * redeliver the batch to all of them.
 */
public final class PartitionSinks {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionSinks.class);

  private final SinkTarget target;
  private final TaskEnvironment.Kafka kafka;
  private final SinkTaskContext context;
  private final Parallel parallel;
  private final InstantSource clock;
  private final TaskStatus status;
  private final Map<TopicPartition, PartitionSlot> slots = new HashMap<>();
  private SinkStore store;

  public PartitionSinks(
      SinkTarget target,
      TaskEnvironment.Kafka kafka,
      SinkTaskContext context,
      Parallel parallel,
      InstantSource clock,
      TaskStatus status) {
    this.target = target;
    this.kafka = kafka;
    this.context = context;
    this.parallel = parallel;
    this.clock = clock;
    this.status = status;
  }

  private PartitionSlot newSlot(TopicPartition partition) {
    return new PartitionSlot(partition, target, context, clock, status);
  }

  public void assign(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) slots.put(partition, newSlot(partition));
    openDue();
  }

  /**
   * @throws IllegalStateException for a record of a partition that was not assigned: it has no
   *     place to go
   */
  public PartitionSlot slotOf(SinkRecord record) {
    TopicPartition partition =
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    PartitionSlot slot = slots.get(partition);
    if (slot == null) throw new IllegalStateException(partition + " is not assigned to this task");
    return slot;
  }

  public void advance(PollPositions positions) {
    for (PartitionSlot slot : slots.values()) {
      slot.advance(positions);
    }
  }

  /**
   * Once a partition is due, commits side by side all that are half as old: records wait for one
   * commit, not for each.
   */
  public void commitDue() {
    if (slots.values().stream().noneMatch(slot -> slot.isOpen() && slot.untilDue() == 0)) return;
    List<Callable<PartitionSlot.Outcome>> due = new ArrayList<>();
    for (PartitionSlot slot : slots.values()) {
      if (slot.isOpen() && slot.untilDue() <= target.patience() / 2) due.add(slot::commit);
    }
    suspendFailed(all(due));
  }

  /** Side by side, lets those do it that have something to do beside the records. */
  public void care() {
    List<Callable<PartitionSlot.Outcome>> due = new ArrayList<>();
    for (PartitionSlot slot : slots.values()) {
      if (slot.isOpen() && slot.untilCare() == 0) due.add(slot::care);
    }
    suspendFailed(all(due));
  }

  private static void suspendFailed(List<PartitionSlot.Outcome> outcomes) {
    for (PartitionSlot.Outcome outcome : outcomes) {
      if (outcome.failure() != null) outcome.slot().suspend(outcome.failure());
    }
  }

  /** Opens side by side what waits to be opened and has waited long enough. */
  public void openDue() {
    List<PartitionSlot> due = new ArrayList<>();
    for (PartitionSlot slot : slots.values()) {
      if (!slot.isOpen() && slot.openAt() <= clock.millis()) due.add(slot);
    }
    if (due.isEmpty()) return;
    try {
      if (store == null) store = openStore();
      Map<TopicPartition, TopicFacts.Facts> known =
          kafka.facts().look(due.stream().map(PartitionSlot::partition).toList());
      List<Callable<PartitionSlot.Outcome>> openings = new ArrayList<>();
      for (PartitionSlot slot : due)
        openings.add(() -> slot.open(store, known.get(slot.partition())));
      for (PartitionSlot.Outcome outcome : all(openings)) {
        if (outcome.failure() == null) outcome.slot().resume(outcome.offset());
        else outcome.slot().suspend(outcome.failure());
      }
    } catch (IOException failure) {
      due.forEach(slot -> slot.suspend(failure));
    }
  }

  private SinkStore openStore() throws IOException {
    return target.open(
        new SinkTarget.Tools(
            kafka.facts(), context.errantRecordReporter(), parallel, clock, kafka.lookups()));
  }

  private List<PartitionSlot.Outcome> all(List<Callable<PartitionSlot.Outcome>> work) {
    try {
      return parallel.all(work);
    } catch (IOException impossible) {
      throw new IllegalStateException("outcomes carry their failures", impossible);
    }
  }

  /** Without this, an idle partition would wait for the next offset flush. */
  public void askToBeCalled() {
    long soonest = Long.MAX_VALUE;
    for (PartitionSlot slot : slots.values()) {
      long wait =
          slot.isOpen()
              ? Math.min(slot.untilDue(), slot.untilCare())
              : Math.max(1, slot.openAt() - clock.millis());
      soonest = Math.min(soonest, wait);
    }
    if (soonest != Long.MAX_VALUE) context.timeout(Math.max(1, soonest));
  }

  /** Tells the task's status which partitions wait, and for what the longest waiting does. */
  public void tellWaiting() {
    PartitionSlot longest = null;
    long next = Long.MAX_VALUE;
    int waiting = 0;
    for (PartitionSlot slot : slots.values()) {
      if (slot.trouble() == null) continue;
      waiting++;
      if (!slot.isOpen()) next = Math.min(next, slot.openAt());
      if (longest == null || slot.troubleSince() < longest.troubleSince()) longest = slot;
    }
    if (longest == null) {
      status.waits(null);
      return;
    }
    String which = waiting == slots.size() ? "" : waiting + " of " + slots.size() + " partitions: ";
    status.waits(
        new TaskStatus.Waiting(
            which + longest.trouble(), longest.troubleSince(), next == Long.MAX_VALUE ? 0 : next));
  }

  public long committed(TopicPartition partition) {
    PartitionSlot slot = slots.get(partition);
    return slot == null ? -1 : slot.committed();
  }

  public void release(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      PartitionSlot slot = slots.remove(partition);
      if (slot != null) slot.drop();
    }
  }

  public void close() {
    release(List.copyOf(slots.keySet()));
    if (store == null) return;
    SinkStore closing = store;
    parallel.later(
        () -> {
          try {
            closing.close();
          } catch (IOException failure) {
            LOG.debug("The store could not be closed", failure);
          }
        });
  }
}
