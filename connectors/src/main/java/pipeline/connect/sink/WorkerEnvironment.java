package pipeline.connect.sink;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/** Kafka and the clock of a task that runs in a worker. */
public final class WorkerEnvironment implements TaskEnvironment {
  @Override
  public Kafka kafka(Map<String, String> properties, TaskStatus status) {
    int task = Integer.parseInt(properties.getOrDefault(StatusReporter.TASK, "0"));
    ConsumerWitness witness = ConsumerWitness.of(properties.get("name"), task);
    PollPositions positions =
        new PollPositions() {
          @Override
          public long of(TopicPartition partition) {
            return witness.position(partition);
          }

          @Override
          public void forget() {
            witness.forget();
          }
        };
    return new Kafka(
        new KafkaTopicFacts(witness.settings()),
        positions,
        StatusReporter.start(status, properties, witness.settings()),
        () -> new KafkaRecordLookup(witness.settings()));
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}
