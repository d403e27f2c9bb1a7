package pipeline.connect.status;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Reports a task's status to Kafka: at once when what it waits for changes, else every five
 * seconds, and once more when it stops. All of it happens in a thread of its own, so that a Kafka
 * that is slow, away or forbids it neither fails the task nor holds it up.
 */
public final class StatusReporter implements AutoCloseable {
  /** The key of a task's configuration that holds its number; a connector sets it. */
  public static final String TASK = Report.TASK;

  private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
  private static final long INTERVAL = 5_000;
  private static final long SHORTEST = 250;

  /** After a failure, so that nobody is asked in vain all the time. */
  private static final long LONG_INTERVAL = 30_000;

  private static final long CLOSE = 1_000;

  /** A task that its worker has given up may still run: its successor speaks in its place. */
  private static final Map<String, StatusReporter> CURRENT = new ConcurrentHashMap<>();

  private final TaskStatus status;
  private final Report report;
  private final Map<String, Object> client;
  private final Map<String, String> context = MDC.getCopyOfContextMap();
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean replaced;
  private String failure;

  private StatusReporter(
      TaskStatus status, Map<String, String> properties, Map<String, Object> client) {
    this.status = status;
    this.client = client;
    report = new Report(properties, status.snapshot().time());
    thread = new Thread(this::run, "status-" + report.name());
    thread.setDaemon(true);
  }

  /** What a connector starts its task of this number with. */
  public static Map<String, String> taskConfig(Map<String, String> connector, int task) {
    Map<String, String> own = new HashMap<>(connector);
    own.put(TASK, Integer.toString(task));
    return own;
  }

  /**
   * Starts to report.
   *
   * @param properties the task's configuration
   * @param client the configuration of a Kafka client that the worker made for the task; null: the
   *     worker has shown none, and nothing is reported
   */
  public static StatusReporter start(
      TaskStatus status, Map<String, String> properties, Map<String, Object> client) {
    StatusReporter reporter = new StatusReporter(status, properties, client);
    if (client == null) return reporter;
    StatusReporter former = CURRENT.put(reporter.report.name(), reporter);
    if (former != null) former.replaced = true;
    status.onChange(reporter.changes::release);
    reporter.thread.start();
    return reporter;
  }

  private void run() {
    if (context != null) MDC.setContextMap(context);
    try (StatusTopic topic = new StatusTopic(client)) {
      while (!stopping && !replaced) {
        boolean well = send(topic, "RUNNING");
        changes.tryAcquire(well ? INTERVAL : LONG_INTERVAL, TimeUnit.MILLISECONDS);
        // What changes again and again is told a few times a second at most.
        Thread.sleep(SHORTEST);
        changes.drainPermits();
      }
      if (!replaced) send(topic, "STOPPED");
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException impossible) {
      told(impossible);
    }
  }

  /** Whether it was written. Says once why not. */
  private boolean send(StatusTopic topic, String state) throws InterruptedException {
    try {
      topic.write(report.key(), report.value(state, status.snapshot()));
      failure = null;
      return true;
    } catch (InterruptedException ended) {
      throw ended;
    } catch (Exception cause) {
      told(cause);
      return false;
    }
  }

  private void told(Exception cause) {
    String reason = Reason.of(cause);
    if (!reason.equals(failure)) {
      LOG.warn("This task does not report its status to {}: {}", StatusTopic.NAME, reason);
    }
    failure = reason;
  }

  /** Reports for the last time. Waits a second at most. */
  @Override
  public void close() {
    if (client == null) return;
    CURRENT.remove(report.name(), this);
    stopping = true;
    changes.release();
    try {
      thread.join(CLOSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
