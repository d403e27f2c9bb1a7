package pipeline.connect.status;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a task has done and what it waits for. The task's threads tell it; its reporter reads it.
 * Telling costs next to nothing and never waits.
 */
public final class TaskStatus {
  /** A call of somebody else's code that goes on for so many milliseconds is worth telling. */
  private static final long LONG_CALL = 10_000;

  /** More different reasons than these are counted as one. */
  private static final int MOST_REASONS = 20;

  private final InstantSource clock;
  private final LongAdder records = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder tombstones = new LongAdder();
  private final Map<String, Long> skipped = new TreeMap<>();
  private Waiting waiting;
  private String called;
  private long callSince;
  private Runnable changed = () -> {};

  /**
   * Why something does not go on.
   *
   * @param since milliseconds since the epoch
   * @param next when it is tried again, in milliseconds since the epoch; 0: not known
   */
  public record Waiting(String reason, long since, long next) {}

  /** One moment's truth. */
  public record Snapshot(
      long records,
      long deadLettered,
      long tombstones,
      Map<String, Long> skipped,
      Waiting waiting,
      long time) {}

  public TaskStatus(InstantSource clock) {
    this.clock = clock;
  }

  /** Records that a source has written, or a sink has stored. */
  public void moved(long count) {
    records.add(count);
  }

  public void deadLettered(long count) {
    deadLettered.add(count);
  }

  /** Records without value that a sink has only counted. */
  public void tombstones(long count) {
    tombstones.add(count);
  }

  /** Something that was no record, for a reason that shows nothing of it. */
  public synchronized void skipped(String reason) {
    boolean known = skipped.containsKey(reason) || skipped.size() < MOST_REASONS;
    skipped.merge(known ? reason : "other reasons", 1L, Long::sum);
  }

  /** Tells what the task waits for; null: for nothing. */
  public void waits(Waiting now) {
    Runnable tell = () -> {};
    synchronized (this) {
      boolean same =
          waiting == null ? now == null : now != null && waiting.reason().equals(now.reason());
      waiting = now;
      if (!same) tell = changed;
    }
    tell.run();
  }

  /** A call of a store begins, which may not return for long. */
  public synchronized void calls(String store) {
    called = store;
    callSince = clock.millis();
  }

  public synchronized void returned() {
    callSince = 0;
  }

  synchronized void onChange(Runnable listener) {
    changed = listener;
  }

  public synchronized Snapshot snapshot() {
    long now = clock.millis();
    boolean stuck = callSince > 0 && now - callSince > LONG_CALL;
    Waiting seen =
        waiting == null && stuck
            ? new Waiting(called + " has not answered yet", callSince, 0)
            : waiting;
    return new Snapshot(
        records.sum(),
        deadLettered.sum(),
        tombstones.sum(),
        new TreeMap<>(skipped),
        seen,
        clock.millis());
  }
}
