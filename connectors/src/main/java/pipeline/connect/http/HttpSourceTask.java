package pipeline.connect.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.status.ProducerWitness;
import pipeline.connect.status.Reason;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/** Asks for each of its targets when it is due and hands the new answers to the worker. */
public final class HttpSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSourceTask.class);
  private static final int AT_ONCE = 4;
  private static final long LONGEST_WAIT = 250;

  private final List<Poll> polls = new ArrayList<>();
  private Requests requests;
  private Records records;
  private Redaction redaction;
  private Schedule schedule;
  private Client client;

  /** Until then nobody is asked: the API said that it is asked too often. */
  private long quietUntil;

  private TaskStatus status;
  private StatusReporter reporter;

  TaskStatus status() {
    return status;
  }

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public void start(Map<String, String> properties) {
    HttpSourceConfig config = new HttpSourceConfig(properties);
    requests = new Requests(config);
    records = new Records(config);
    redaction = new Redaction(requests.secrets());
    List<Target> targets = config.targets();
    schedule =
        new Schedule(now(), config.getLong(HttpSourceConfig.EVERY), targets.size(), new Random());
    var offsets =
        context.offsetStorageReader().offsets(targets.stream().map(Target::partition).toList());
    for (Target target : targets) {
      Poll poll = new Poll(target, polls.size(), Records.last(offsets.get(target.partition())));
      poll.due = schedule.first(poll.index);
      polls.add(poll);
    }
    status = new TaskStatus(InstantSource.system());
    reporter = StatusReporter.start(status, properties, ProducerWitness.settings(properties));
    client =
        new Client(config.getLong(HttpSourceConfig.TIMEOUT), config.getInt(HttpSourceConfig.LIMIT));
  }

  /**
   * Waits a quarter of a second at most and never returns null, so that the worker can stop it and
   * end transactions.
   */
  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    sendDue(now());
    Answer answer = client.await(LONGEST_WAIT);
    List<SourceRecord> made = new ArrayList<>();
    for (; answer != null; answer = client.await(0)) {
      SourceRecord record = take(answer, now());
      if (record != null) made.add(record);
      status.waits(waiting());
    }
    return made;
  }

  private void sendDue(long now) {
    if (now < quietUntil) return;
    for (Poll poll : polls) {
      if (client.inFlight() >= AT_ONCE) return;
      if (poll.inFlight || poll.due > now) continue;
      poll.inFlight = true;
      client.send(poll, requests);
    }
  }

  private SourceRecord take(Answer answer, long now) {
    Poll poll = answer.poll();
    poll.inFlight = false;
    int status = answer.status();
    if (answer.error() != null) {
      failed(poll, now, reason(answer.error()));
    } else if (status == 401 || status == 403) {
      throw new ConnectException(refusal(status, poll.target));
    } else if (status == 404) {
      unknown(poll, now);
    } else if (status == 429) {
      tooOften(answer, now);
    } else if (status < 200 || status > 299) {
      failed(
          poll,
          now,
          "status " + status + (status / 100 == 3 ? ", and redirects are not followed" : ""));
    } else {
      return record(answer, now);
    }
    return null;
  }

  private SourceRecord record(Answer answer, long now) {
    Poll poll = answer.poll();
    if (poll.failures > 0 || poll.unknown) LOG.info("{} answers again", poll.target);
    poll.failures = 0;
    poll.unknown = false;
    poll.due = schedule.next(poll.index, now);
    try {
      answer.checkEncoding();
      SourceRecord record = records.of(poll, answer.body(), now);
      poll.trouble = null;
      return record;
    } catch (BadAnswer bad) {
      status.skipped(bad.getMessage());
      poll.troubledBy(bad.getMessage(), now);
      LOG.warn("{}: {}; skipped", poll.target, bad.getMessage());
      return null;
    }
  }

  /** What the task waits for while none of its targets gives anything; null while one may. */
  private TaskStatus.Waiting waiting() {
    Poll first = polls.get(0);
    long since = Long.MAX_VALUE;
    long next = Long.MAX_VALUE;
    for (Poll poll : polls) {
      if (poll.trouble == null) return null;
      since = Math.min(since, poll.troubleSince);
      next = Math.min(next, poll.due);
    }
    String whose =
        polls.size() == 1 ? "" : "no target gives a record, such as " + first.target + ": ";
    return new TaskStatus.Waiting(whose + first.trouble, since, Math.max(next, quietUntil));
  }

  private void failed(Poll poll, long now, String reason) {
    poll.due = schedule.afterFailures(++poll.failures, now);
    poll.troubledBy(reason, now);
    LOG.warn(
        "{}: {}; failure {} in a row, next try in {} ms",
        poll.target,
        reason,
        poll.failures,
        poll.due - now);
  }

  private void unknown(Poll poll, long now) {
    poll.due = schedule.rarely(now);
    if (!poll.unknown)
      LOG.warn("{}: the API does not know it (404); it will rarely be asked for", poll.target);
    poll.unknown = true;
    poll.troubledBy("the API does not know it (404)", now);
  }

  private void tooOften(Answer answer, long now) {
    Poll poll = answer.poll();
    poll.failures++;
    var asked = RetryAfter.millis(answer.headers(), now);
    poll.due =
        asked.isPresent() ? now + asked.getAsLong() : schedule.afterFailures(poll.failures, now);
    poll.troubledBy("the API is asked too often (429)", now);
    quietUntil = Math.max(quietUntil, poll.due);
    LOG.warn(
        "{}: the API is asked too often (429); nothing is asked for {} ms",
        poll.target,
        poll.due - now);
  }

  private String refusal(int status, Target target) {
    String keys = requests.secretWords();
    String hint =
        keys.isEmpty() ? "it wants a key: name a secret in query or headers" : "see " + keys;
    return "The API refuses to answer (" + status + ") for " + target + ": " + hint;
  }

  private String reason(Throwable error) {
    if (error instanceof java.net.ConnectException) return "nobody answers there";
    if (error instanceof TimeoutException) return "no answer came in time";
    return redaction.clean(Reason.of(error));
  }

  /** Called when a record is written for good, or dropped by a transform: then without metadata. */
  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    if (metadata != null) status.moved(1);
  }

  @Override
  public void stop() {
    if (client != null) client.close();
    if (reporter != null) reporter.close();
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
