package pipeline.connect.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import pipeline.connect.status.TaskStatus;

/** A task as a worker runs it: polled again and again, its offsets kept over restarts. */
final class RunningTask implements AutoCloseable {
  private final HttpSourceTask task = new HttpSourceTask();
  private final Map<Map<String, ?>, Map<String, Object>> offsets;

  RunningTask(Map<String, String> properties, Map<Map<String, ?>, Map<String, Object>> offsets) {
    this.offsets = offsets;
    task.initialize(new Context(properties, offsets));
    task.start(properties);
  }

  /** A task that asks `api` for one target ten times a second; `more` are keys and values. */
  static RunningTask of(Api api, Map<Map<String, ?>, Map<String, Object>> offsets, String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("url", api.url() + "/v1/{part}");
    properties.put("topic", "observations");
    properties.put(
        "targets", "[{\"part\":\"a/b\",\"city\":\"Évreux & fils\",\"region\":\"Normandie\"}]");
    properties.put("every.ms", "100");
    for (int i = 0; i < more.length; i += 2) properties.put(more[i], more[i + 1]);
    return new RunningTask(properties, offsets);
  }

  /** Polls until there are `count` records, then gives them; fails after a generous time. */
  List<SourceRecord> records(int count) throws InterruptedException {
    List<SourceRecord> records = new ArrayList<>();
    long end = System.nanoTime() + 30_000_000_000L;
    while (records.size() < count) {
      if (System.nanoTime() > end)
        throw new AssertionError("only " + records.size() + " of " + count + " records");
      records.addAll(poll());
    }
    return records;
  }

  List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = task.poll();
    for (SourceRecord record : records)
      offsets.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
    return records;
  }

  /** Polls until something is so; fails after a generous time. */
  void pollUntil(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("it never came so");
      poll();
    }
  }

  TaskStatus status() {
    return task.status();
  }

  static String value(SourceRecord record) {
    return new String((byte[]) record.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    task.stop();
  }

  private record Context(
      Map<String, String> configs, Map<Map<String, ?>, Map<String, Object>> offsets)
      implements SourceTaskContext {
    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return offsets.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
          partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
          return found;
        }
      };
    }

    @Override
    public Map<String, String> configs() {
      return configs;
    }

    @Override
    public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException("the task measures nothing");
    }
  }
}
