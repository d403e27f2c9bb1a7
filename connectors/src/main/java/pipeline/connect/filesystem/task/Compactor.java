package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.chain.ChainWalk;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.chain.SmallFiles;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.KillPoint;

/**
 * Writes larger files that are to replace small ones, beside the partition's work, in a thread of
 * its own. What it has written counts once the partition has added the link that says so.
 */
final class Compactor {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  /** How often to look whether files are written. Milliseconds. */
  private static final long PATIENCE = 500;

  private final PartitionContext context;
  private final Place place;
  private final Chain chain;
  private final SinkSettings.Compact schedule;
  private final Set<String> spared = new HashSet<>();
  private Link.Compact order;
  private boolean ordered;
  private long due;
  private long pieces;
  private volatile boolean abandoned;
  private volatile Rewriting working;

  Compactor(PartitionContext context, Place place, Chain chain) {
    this.context = context;
    this.place = place;
    this.chain = chain;
    schedule = context.settings().compact();
    due = schedule == null ? Long.MAX_VALUE : context.clock().millis() + schedule.every();
  }

  /** One step: files that are written, or what ended it. */
  private static final class Rewriting {
    private volatile ReplacedFiles done;
    private volatile boolean failed;

    boolean isOver() {
      return failed || done != null;
    }
  }

  /** Carries out what a `compact` link asks for. */
  void begin(Link.Compact asked, String writer) {
    order = asked;
    ordered = true;
    spared.clear();
    step(writer);
  }

  /** Milliseconds until it has something to hand over, or to begin; Long.MAX_VALUE: never. */
  long untilCare() {
    Rewriting step = working;
    if (step != null) return step.isOver() ? 0 : PATIENCE;
    return due == Long.MAX_VALUE ? due : Math.max(0, due - context.clock().millis());
  }

  /** Begins what is due. */
  void beginDue(String writer) {
    if (order != null || context.clock().millis() < due) return;
    String before = context.clock().instant().minus(Duration.ofMillis(schedule.older())).toString();
    order = new Link.Compact(before, schedule.bytes());
    ordered = false;
    spared.clear();
    step(writer);
  }

  /**
   * What is written and waits for its link; null when nothing does. Without files: there was
   * nothing (more) to replace, and somebody asked.
   */
  ReplacedFiles written() {
    Rewriting step = working;
    if (step == null) return null;
    if (step.failed) end();
    ReplacedFiles done = step.done;
    if (done == null) return null;
    working = null;
    if (!done.files().isEmpty()) return done;
    boolean asked = ordered;
    end();
    return asked ? done : null;
  }

  /** Goes on after a link was added, until nothing is left. */
  void goOn(String writer) {
    if (order != null) step(writer);
  }

  private void end() {
    order = null;
    working = null;
    if (schedule != null) due = context.clock().millis() + schedule.every();
  }

  private void step(String writer) {
    Rewriting step = new Rewriting();
    Link.Compact wanted = order;
    String temporary = place.temporary(writer) + "/replace-" + ++pieces;
    working = step;
    context.parallel().later(() -> rewrite(step, wanted, temporary));
  }

  private void rewrite(Rewriting step, Link.Compact wanted, String temporary) {
    try {
      List<Link> links = chain.links();
      List<SmallFiles.Group> groups =
          new SmallFiles(wanted, spared).next(ChainWalk.of(links).ranges());
      ReplacedFiles written =
          new FileReplacement(context, place, links.get(links.size() - 1), temporary, spared)
              .write(groups, () -> abandoned);
      KillPoint.reached("replacement-written");
      step.done = written;
    } catch (IOException | RuntimeException failure) {
      LOG.warn("{}: small files stay, and are tried again later: {}", place, failure.toString());
      LOG.debug("The reason", failure);
      step.failed = true;
    }
  }

  /** Ends; what was written without a link is removed by the next opening. */
  void abandon() {
    abandoned = true;
  }
}
