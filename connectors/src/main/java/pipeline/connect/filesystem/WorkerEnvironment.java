package pipeline.connect.filesystem;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.filesystem.store.Storages;
import pipeline.connect.filesystem.task.PollPositions;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/** The store, Kafka and clock of a task that runs in a worker. */
final class WorkerEnvironment implements FilesystemSinkTask.Environment {
  @Override
  public Storage open(SinkSettings settings) throws IOException {
    return Storages.open(settings);
  }

  @Override
  public FilesystemSinkTask.Kafka kafka(Map<String, String> properties, TaskStatus status) {
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
    return new FilesystemSinkTask.Kafka(
        new KafkaTopicFacts(witness.settings()),
        positions,
        StatusReporter.start(status, properties, witness.settings()));
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}
