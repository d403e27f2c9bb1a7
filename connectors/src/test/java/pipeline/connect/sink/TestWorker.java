package pipeline.connect.sink;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/** Runs one task as Connect does: assignment, rewinds, polls, pauses, flushes. */
public final class TestWorker implements SinkTaskContext, PollPositions {
  /** A rejected record, as the dead-letter topic has it. */
  public record Letter(long offset, String reason) {}

  private final TestKafka kafka;
  private final SinkTask task;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> rewinds = new HashMap<>();
  private final Map<TopicPartition, Long> polled = new HashMap<>();
  private final Map<String, String> properties;
  public final Set<TopicPartition> paused = new HashSet<>();
  public final List<Letter> letters = new ArrayList<>();
  public boolean takesLetters = true;
  public boolean losesLetters;
  public TaskStatus status;
  public long asked = -1;
  public int batchSize = 100;

  public TestWorker(
      TestKafka kafka,
      Map<String, String> properties,
      TestClock clock,
      Function<TaskEnvironment, SinkTask> make) {
    this.kafka = kafka;
    this.properties = properties;
    task =
        make.apply(
            new TaskEnvironment() {
              @Override
              public Kafka kafka(Map<String, String> properties, TaskStatus told) {
                status = told;
                return new Kafka(
                    kafka,
                    TestWorker.this,
                    StatusReporter.start(told, properties, null),
                    kafka::lookup);
              }

              @Override
              public InstantSource clock() {
                return clock;
              }
            });
    task.initialize(this);
  }

  public TestWorker start(int... partitions) {
    task.start(properties);
    return assign(partitions);
  }

  /** A rebalance brings partitions. One that was paused when it went comes back paused. */
  public TestWorker assign(int... partitions) {
    List<TopicPartition> assigned = new ArrayList<>();
    for (int partition : partitions) assigned.add(TestKafka.partition(partition));
    for (TopicPartition partition : assigned) {
      positions.put(
          partition, kafka.groupPositions.getOrDefault(partition, kafka.start(partition)));
    }
    task.open(assigned);
    rewind();
    return this;
  }

  /** One poll and one put. */
  public TestWorker poll() {
    rewind();
    asked = -1;
    List<SinkRecord> batch = new ArrayList<>();
    polled.clear();
    for (TopicPartition partition : positions.keySet()) {
      if (!paused.contains(partition)) batch.addAll(read(partition));
    }
    task.put(batch);
    return this;
  }

  private List<SinkRecord> read(TopicPartition partition) {
    long position = positions.get(partition);
    long end = kafka.end(partition.partition());
    if (position < kafka.start(partition) || position > end) position = kafka.start(partition);
    List<SinkRecord> batch = new ArrayList<>();
    for (SinkRecord record : kafka.log(partition.partition()).tailMap(position).values()) {
      if (batch.size() == batchSize) break;
      batch.add(record);
      position = record.kafkaOffset() + 1;
    }
    if (batch.size() < batchSize) position = Math.max(position, end);
    if (position > positions.get(partition)) polled.put(partition, position);
    positions.put(partition, position);
    return batch;
  }

  private void rewind() {
    positions.putAll(rewinds);
    rewinds.clear();
  }

  public void put(List<SinkRecord> batch) {
    task.put(batch);
  }

  /** What Connect would write into the group. */
  public Map<TopicPartition, Long> flush() {
    Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
    positions.forEach(
        (partition, position) -> consumed.put(partition, new OffsetAndMetadata(position)));
    Map<TopicPartition, Long> committed = new HashMap<>();
    task.preCommit(consumed)
        .forEach((partition, position) -> committed.put(partition, position.offset()));
    return committed;
  }

  public void revoke(int partition) {
    positions.remove(TestKafka.partition(partition));
    task.close(List.of(TestKafka.partition(partition)));
  }

  public void stop() {
    task.close(List.copyOf(positions.keySet()));
    task.stop();
  }

  public long position(int partition) {
    rewind();
    return positions.get(TestKafka.partition(partition));
  }

  @Override
  public long of(TopicPartition partition) {
    return polled.getOrDefault(partition, -1L);
  }

  @Override
  public void forget() {
    polled.clear();
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    if (!takesLetters) return null;
    return (record, error) -> {
      if (losesLetters) return CompletableFuture.failedFuture(new IOException("lost"));
      letters.add(new Letter(record.kafkaOffset(), error.getMessage()));
      return CompletableFuture.completedFuture(null);
    };
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewinds.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    rewinds.put(partition, offset);
  }

  @Override
  public void timeout(long milliseconds) {
    asked = milliseconds;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    if (!positions.keySet().containsAll(List.of(partitions)))
      throw new IllegalStateException("resumes what is not assigned");
    paused.removeAll(List.of(partitions));
  }

  @Override
  public Map<String, String> configs() {
    return properties;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return positions.keySet();
  }

  @Override
  public void requestCommit() {}

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException();
  }
}
