package pipeline.connect.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import pipeline.connect.status.TaskStatus;

/**
 * Connect's side of a sink: hands records to their partitions and tells Connect when to call again.
 * The store, not the consumer group, knows the position.
 */
public abstract class ExactlyOnceSinkTask extends SinkTask {
  /** How long a stopping task waits for a store that does not answer. */
  private static final long STOP_SECONDS = 5;

  private final TaskEnvironment environment;
  private TaskEnvironment.Kafka kafka;
  private Parallel parallel;
  private PartitionSinks sinks;
  private TaskStatus status;
  private String store;
  private long batch;

  protected ExactlyOnceSinkTask(TaskEnvironment environment) {
    this.environment = environment;
  }

  /** Where the records go; the configuration is checked first. */
  protected abstract SinkTarget target(Map<String, String> properties);

  @Override
  public void start(Map<String, String> properties) {
    Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    SinkTarget target = target(properties);
    store = target.store() == null ? "the store" : target.store();
    status = new TaskStatus(environment.clock());
    kafka = environment.kafka(properties, status);
    parallel = new Parallel("sink-" + target.connector());
    sinks = new PartitionSinks(target, kafka, context, parallel, environment.clock(), status);
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
    sinks.advance(kafka.positions());
    kafka.positions().forget();
    sinks.commitDue();
    sinks.care();
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
    kafka.reporter().close();
    sinks.close();
    kafka.facts().close();
    parallel.close(STOP_SECONDS);
  }
}
