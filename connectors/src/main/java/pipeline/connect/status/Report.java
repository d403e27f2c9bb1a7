package pipeline.connect.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Makes the records of one task for the topic of reports; docs/status.md lists the fields. */
final class Report {
  /** The key of a task's configuration that holds its number. */
  static final String TASK = "pipeline.task";

  private static final String MARK = "pipeline.mark";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long RATE_OVER = 60_000;

  private final String connector;
  private final int task;
  private final String digest;
  private final long started;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long time, long records) {}

  Report(Map<String, String> properties, long now) {
    connector = properties.get("name");
    task = Integer.parseInt(properties.getOrDefault(TASK, "0"));
    String[] mark = properties.getOrDefault(MARK, "").split(" ");
    digest = mark.length == 2 ? mark[1] : "";
    started = now;
    samples.add(new Sample(now, 0));
  }

  String name() {
    return connector + "/" + task;
  }

  byte[] key() {
    return name().getBytes(StandardCharsets.UTF_8);
  }

  byte[] value(String state, TaskStatus.Snapshot seen) {
    ObjectNode report = MAPPER.createObjectNode();
    report.put("version", 1).put("name", connector).put("task", task).put("digest", digest);
    report.put("state", state).put("started", instant(started)).put("time", instant(seen.time()));
    TaskStatus.Waiting waiting = seen.waiting();
    if (waiting != null) {
      report.put("waits", waiting.reason()).put("since", instant(waiting.since()));
      if (waiting.next() > 0) report.put("next", instant(waiting.next()));
    }
    if (!seen.skipped().isEmpty()) report.set("skipped", MAPPER.valueToTree(seen.skipped()));
    ObjectNode metrics = report.putObject("metrics");
    metrics.put("records", seen.records()).put("rate", rate(seen));
    metrics.put("deadLettered", seen.deadLettered());
    if (seen.tombstones() > 0) metrics.put("tombstones", seen.tombstones());
    metrics.put("skipped", seen.skipped().values().stream().mapToLong(Long::longValue).sum());
    return report.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Records per second over the last minute, to a tenth. */
  private double rate(TaskStatus.Snapshot seen) {
    samples.add(new Sample(seen.time(), seen.records()));
    while (samples.size() > 2 && seen.time() - samples.getFirst().time() > RATE_OVER) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    long elapsed = seen.time() - first.time();
    if (elapsed <= 0) return 0;
    return Math.round((seen.records() - first.records()) * 10_000.0 / elapsed) / 10.0;
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
