package pipeline.connect.http;

import java.net.http.HttpRequest;
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
  private Redaction redaction;
  private Schedule schedule;
  private Client client;
  private TopicValues values;
  private int limit;

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
    status = new TaskStatus(InstantSource.system());
    HttpSourceConfig config = new HttpSourceConfig(properties);
    requests = new Requests(config);
    limit = config.getInt(HttpSourceConfig.LIMIT);
    redaction = new Redaction(requests.secrets());
    List<Target> targets = config.targets();
    schedule =
        new Schedule(now(), config.getLong(HttpSourceConfig.EVERY), targets.size(), new Random());
    var offsets =
        context.offsetStorageReader().offsets(targets.stream().map(Target::partition).toList());
    for (Target target : targets) {
      Reading reading =
          config.reading(target, requests, offsets.get(target.partition()), this::skipped);
      Poll poll = new Poll(target, polls.size(), reading);
      poll.due = schedule.first(poll.index);
      polls.add(poll);
    }
    values = new TopicValues(TopicValues.encoder(config), this::skipped);
    reporter = StatusReporter.start(status, properties, ProducerWitness.settings(properties));
    client =
        new Client(
            config.getLong(HttpSourceConfig.TIMEOUT), limit, config.auth(), InstantSource.system());
  }

  /**
   * Waits a quarter of a second at most and never returns null, so that the worker can stop it and
   * end transactions.
   */
  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (values.waiting() == null) sendDue(now());
    Answer answer = client.await(LONGEST_WAIT);
    for (; answer != null; answer = client.await(0)) values.add(take(answer, now()));
    List<SourceRecord> made = values.take(now());
    status.waits(values.waiting() == null ? waiting() : values.waiting());
    return made;
  }

  private void sendDue(long now) {
    if (now < quietUntil) return;
    for (Poll poll : polls) {
      if (client.inFlight() >= AT_ONCE) return;
      if (poll.inFlight || poll.due > now) continue;
      poll.inFlight = true;
      HttpRequest.Builder request = requests.of(poll.reading.fields(), poll.reading.address());
      if (poll.reading.version() != null)
        request.setHeader("If-None-Match", poll.reading.version());
      client.send(poll, request);
    }
  }

  private List<SourceRecord> take(Answer answer, long now) {
    Poll poll = answer.poll();
    poll.inFlight = false;
    int status = answer.status();
    if (answer.error() instanceof ConnectException refused) {
      throw refused;
    } else if (answer.error() != null) {
      failed(poll, now, reason(answer.error()));
    } else if (status == 401 && client.authorization().refused(poll.authorization)) {
      failed(poll, now, "the API no longer takes the token (401)");
    } else if (status == 401 || status == 403) {
      throw new ConnectException(refusal(status, poll.target));
    } else if (status == 429) {
      tooOften(answer, now);
    } else if ((status < 200 || status > 299) && !answer.unmodified()) {
      refused(poll, status, now);
    } else {
      return records(answer, now);
    }
    return List.of();
  }

  private List<SourceRecord> records(Answer answer, long now) {
    Poll poll = answer.poll();
    if (poll.failures > 0 || poll.unknown) LOG.info("{} answers again", poll.target);
    poll.failures = 0;
    poll.unknown = false;
    poll.due = schedule.next(poll.index, now);
    try {
      client.authorization().accepted();
      List<SourceRecord> made = poll.reading.take(answer.unpacked(limit), now);
      poll.trouble = null;
      if (poll.reading.goesOn()) poll.due = now;
      return made;
    } catch (BadAnswer bad) {
      skipped(bad.getMessage());
      poll.troubledBy(bad.getMessage(), now);
      LOG.warn("{}: {}; skipped", poll.target, bad.getMessage());
      return List.of();
    }
  }

  private void skipped(String reason) {
    status.skipped(reason);
  }

  private void refused(Poll poll, int status, long now) {
    Reading.Refusal refusal = poll.reading.refused(status);
    if (refusal != null) {
      poll.due = schedule.next(poll.index, now);
      if (refusal.told() == null) return;
      skipped(refusal.told());
      poll.troubledBy(refusal.told(), now);
      LOG.warn("{}: {}", poll.target, refusal.told());
    } else if (status == 404) {
      unknown(poll, now);
    } else {
      String redirect = status / 100 == 3 ? ", and redirects are not followed" : "";
      failed(poll, now, "status " + status + redirect);
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
    if (error instanceof Tokens.NoToken) return error.getMessage();
    Redaction token = new Redaction(client.authorization().secrets());
    return token.clean(redaction.clean(Reason.of(error)));
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
