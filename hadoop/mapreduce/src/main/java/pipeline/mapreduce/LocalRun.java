package pipeline.mapreduce;

import java.io.IOException;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobStatus;

/** Runs a job in this process, where there is no YARN. */
final class LocalRun {
  private static final long PAUSE_MS = 200;

  private LocalRun() {}

  /** Returns whether the job succeeded. */
  static boolean run(Job job, Events events)
      throws IOException, InterruptedException, ClassNotFoundException {
    job.submit();
    events.tell("submitted");
    events.tell("state", "state", "RUNNING");
    while (!job.isComplete()) {
      events.tell("progress", "progress", (job.mapProgress() + job.reduceProgress()) / 2);
      Thread.sleep(PAUSE_MS);
    }
    if (job.isSuccessful()) {
      events.tell("finished");
      return true;
    }
    JobStatus status = job.getStatus();
    String reason = status == null ? null : status.getFailureInfo();
    events.tell(
        "failed",
        "reason",
        reason == null || reason.isBlank() || reason.equals("NA") ? "a task failed" : reason);
    return false;
  }
}
