package pipeline.mapreduce;

import java.io.IOException;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;

/** Tells of tasks that failed and are tried again, while the job's master is there to be asked. */
final class FailedAttempts {
  private static final int MOST = 100;
  private final Job job;
  private final Events events;
  private int seen;

  FailedAttempts(Job job, Events events) {
    this.job = job;
    this.events = events;
  }

  void tell() throws InterruptedException {
    try {
      for (TaskCompletionEvent event : job.getTaskCompletionEvents(seen, MOST)) {
        seen++;
        if (event.getStatus() == TaskCompletionEvent.Status.FAILED) {
          String[] reasons = job.getTaskDiagnostics(event.getTaskAttemptId());
          String reason = reasons.length == 0 ? "" : reasons[0];
          events.tell(
              "attemptFailed",
              "attempt",
              event.getTaskAttemptId().toString(),
              "reason",
              reason.lines().findFirst().orElse(""));
        }
      }
    } catch (IOException error) {
      // The master is just starting, ending, or gone: the application's report tells.
    }
  }
}
