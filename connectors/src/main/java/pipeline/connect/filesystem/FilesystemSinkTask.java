package pipeline.connect.filesystem;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import pipeline.connect.filesystem.chain.TopicFacts;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Parallel;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.filesystem.task.PartitionSinks;
import pipeline.connect.filesystem.task.PartitionSlot;
import pipeline.connect.filesystem.task.PollPositions;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/**
 * Connect's side of the sink: hands records to their partitions and tells Connect when to call
 * again.
 */
public final class FilesystemSinkTask extends SinkTask {
  /** How long a stopping task waits for a store that does not answer. */
  private static final long STOP_SECONDS = 5;

  private final Environment environment;
  private SinkSettings settings;

  /** The bucket or NameNode, for people. */
  private String store;

  private PollPositions positions;
  private TopicFacts facts;
  private Parallel parallel;
  private PartitionSinks sinks;
  private TaskStatus status;
  private StatusReporter reporter;
  private long batch;

  /** The store, Kafka and the clock, so that tests can stand in for them. */
  interface Environment {
    Storage open(SinkSettings settings) throws IOException;

    /**
     * @param properties the task's configuration
     * @param status what is reported of the task while it runs
     */
    Kafka kafka(Map<String, String> properties, TaskStatus status);

    InstantSource clock();
  }

  /** What of Kafka a task sees beside its records. */
  record Kafka(TopicFacts facts, PollPositions positions, StatusReporter reporter) {}

  public FilesystemSinkTask() {
    this(new WorkerEnvironment());
  }

  FilesystemSinkTask(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String version() {
    return FilesystemSinkConnector.VERSION;
  }

  @Override
  public void start(Map<String, String> properties) {
    Thread.currentThread().setContextClassLoader(FilesystemSinkTask.class.getClassLoader());
    settings = SinkSettings.of(properties);
    String authority = settings.path().getAuthority();
    store = authority == null ? "the store" : authority;
    status = new TaskStatus(environment.clock());
    Kafka kafka = environment.kafka(properties, status);
    facts = kafka.facts();
    positions = kafka.positions();
    reporter = kafka.reporter();
    parallel = new Parallel("sink-" + settings.connector());
    sinks =
        new PartitionSinks(
            settings,
            () -> environment.open(settings),
            facts,
            context,
            parallel,
            environment.clock(),
            status);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    status.calls(store);
    sinks.assign(partitions);
    sinks.tellWaiting();
    status.returned();
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    batch++;
    status.calls(store);
    PartitionSlot slot = null;
    for (SinkRecord record : records) {
      if (slot == null || !slot.holds(record)) slot = sinks.slotOf(record);
      slot.put(record, batch);
    }
    sinks.advance(positions);
    positions.forget();
    sinks.commitDue();
    sinks.openDue();
    sinks.askToBeCalled();
    sinks.tellWaiting();
    status.returned();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    current.forEach(
        (partition, consumed) -> {
          long position = sinks.committed(partition);
          if (position >= 0) {
            committed.put(partition, new OffsetAndMetadata(Math.min(position, consumed.offset())));
          }
        });
    return committed;
  }

  /** What is not committed is dropped: the partition's next owner reads it again. */
  @Override
  public void close(Collection<TopicPartition> partitions) {
    sinks.release(partitions);
  }

  @Override
  public void stop() {
    if (sinks == null) return;
    reporter.close();
    sinks.close();
    facts.close();
    parallel.close(STOP_SECONDS);
  }
}
