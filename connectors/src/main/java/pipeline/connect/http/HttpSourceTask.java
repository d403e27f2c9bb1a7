package pipeline.connect.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private long skipped;

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
      return records.of(poll, answer.body(), now);
    } catch (BadAnswer bad) {
      LOG.warn("{}: {}; skipped, number {} of this task", poll.target, bad.getMessage(), ++skipped);
      return null;
    }
  }

  private void failed(Poll poll, long now, String reason) {
    poll.due = schedule.afterFailures(++poll.failures, now);
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
  }

  private void tooOften(Answer answer, long now) {
    Poll poll = answer.poll();
    poll.failures++;
    var asked = RetryAfter.millis(answer.headers(), now);
    poll.due =
        asked.isPresent() ? now + asked.getAsLong() : schedule.afterFailures(poll.failures, now);
    quietUntil = Math.max(quietUntil, poll.due);
    LOG.warn(
        "{}: the API is asked too often (429); nothing is asked for {} ms",
        poll.target,
        poll.due - now);
  }

  private String refusal(int status, Target target) {
    String keys = requests.secretKeys();
    String hint =
        keys.isEmpty() ? "it wants a key: secret.query.NAME or secret.header.NAME" : "see " + keys;
    return "The API refuses to answer (" + status + ") for " + target + ": " + hint;
  }

  private String reason(Throwable error) {
    String message = error.getMessage() == null ? "" : ": " + error.getMessage();
    return redaction.clean(error.getClass().getSimpleName() + message);
  }

  @Override
  public void stop() {
    if (client != null) client.close();
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
