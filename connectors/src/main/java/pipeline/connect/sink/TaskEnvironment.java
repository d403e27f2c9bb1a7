package pipeline.connect.sink;

import java.time.InstantSource;
import java.util.Map;
import pipeline.connect.status.StatusReporter;
import pipeline.connect.status.TaskStatus;

/** Kafka and the clock of a task, so that tests can stand in for them. */
public interface TaskEnvironment {
  /** What of Kafka a task sees beside its records. */
  record Kafka(
      TopicFacts facts,
      PollPositions positions,
      StatusReporter reporter,
      RecordLookup.Opener lookups) {}

  /**
   * @param properties the task's configuration
   * @param status what is reported of the task while it runs
   */
  Kafka kafka(Map<String, String> properties, TaskStatus status);

  InstantSource clock();
}
