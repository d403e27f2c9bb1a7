package pipeline.connect.datagen;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import pipeline.connect.datagen.value.Tick;
import pipeline.connect.encoding.RegistryAway;
import pipeline.connect.status.ProducerWitness;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/** Makes the records that are due. */
public final class DatagenSourceTask extends SourceTask {
  private static final int BATCH = 4_000;
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toMicros(10);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toMicros(100);

  /** So long after the registry was away it is asked again. */
  private static final long AGAIN_MS = 5_000;

  private final InstantSource clock = InstantSource.system();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Targets targets;
  private Timeline production;
  private Timeline events;
  private boolean limited;
  private boolean stampedWithEventTime;
  private long count;
  private long next;
  private TaskStatus status;
  private TaskStatus.Waiting waiting;
  private StatusReporter reporter;

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public void start(Map<String, String> properties) {
    DatagenConfig config = new DatagenConfig(properties);
    targets = new Targets(config);
    Map<String, Object> offset = context.offsetStorageReader().offset(Position.PARTITION);
    Position position = Position.from(offset, config.rate(), nowMicros());
    next = position.next();
    production = position.timeline();
    events = config.eventTimeline(production);
    limited = config.limited();
    stampedWithEventTime = config.stampedWithEventTime();
    count = config.count();
    status = new TaskStatus(clock);
    reporter = StatusReporter.start(status, properties, ProducerWitness.settings(properties));
  }

  /**
   * Never waits long and never returns null: the worker ends transactions between polls, also when
   * nothing is due.
   */
  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    long until = due();
    if (until <= next) {
      stopped.await(pause(), TimeUnit.MICROSECONDS);
      until = due();
    }
    List<SourceRecord> records = new ArrayList<>((int) Math.max(0, until - next));
    try {
      while (next < until) {
        records.add(record(next));
        next++;
      }
      if (waiting != null && !records.isEmpty()) waits(null);
    } catch (RegistryAway away) {
      long now = clock.millis();
      waits(
          new TaskStatus.Waiting(
              away.getMessage(), waiting == null ? now : waiting.since(), now + AGAIN_MS));
    }
    return records;
  }

  private void waits(TaskStatus.Waiting now) {
    waiting = now;
    status.waits(now);
  }

  /** The number of the first record that this poll does not make. */
  private long due() {
    boolean waits = waiting != null && clock.millis() < waiting.next();
    if (waits || stopped.getCount() == 0) return next;
    long limit = Math.min(count, next + BATCH);
    return limited ? Math.min(limit, production.until(nowMicros())) : limit;
  }

  private long pause() {
    if (waiting != null || next >= count) return LONGEST_PAUSE;
    return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, production.at(next) - nowMicros()));
  }

  private SourceRecord record(long n) throws RegistryAway {
    Tick tick = new Tick(n, events.at(n));
    Targets.Target target = targets.of(tick);
    Position after = new Position(n + 1, production, n + 1 == count);
    Long timestamp = stampedWithEventTime ? Math.floorDiv(tick.micros(), 1000) : null;
    return new GeneratedRecord(
        after, target.topic(), target.maker().key(tick), target.value(tick), timestamp);
  }

  /** Called when a record is written for good, or dropped by a transform: then without metadata. */
  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    if (metadata != null) status.moved(1);
  }

  TaskStatus status() {
    return status;
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (reporter != null) reporter.close();
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
