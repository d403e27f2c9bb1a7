package pipeline.mapreduce;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TypeConverter;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Submits a job to YARN and follows its application to the end. */
final class YarnRun implements AutoCloseable {
  private static final long PAUSE_MS = 500;
  private static final long PATIENCE_MS = 10_000;
  private static final Set<YarnApplicationState> ALIVE =
      EnumSet.of(
          YarnApplicationState.NEW,
          YarnApplicationState.NEW_SAVING,
          YarnApplicationState.SUBMITTED,
          YarnApplicationState.ACCEPTED,
          YarnApplicationState.RUNNING);

  private final Job job;
  private final Events events;
  private final Configuration configuration;
  private final YarnClient yarn = YarnClient.createYarnClient();
  private volatile ApplicationId running;

  YarnRun(Job job, Events events) {
    this.job = job;
    this.events = events;
    this.configuration = job.getConfiguration();
    // The usual quarter of an hour would look like hanging.
    configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, PATIENCE_MS);
    configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, PAUSE_MS);
    // Only for questions: tasks go on waiting for a NameNode that is started again.
    Configuration questions = new Configuration(configuration);
    questions.setInt("ipc.client.connect.max.retries", 0);
    yarn.init(questions);
    yarn.start();
  }

  /** Returns whether the job succeeded. */
  boolean run() throws IOException, YarnException, InterruptedException, ClassNotFoundException {
    endFormerRuns();
    ShutdownHookManager.get().addShutdownHook(this::stop, FileSystem.SHUTDOWN_HOOK_PRIORITY + 1);
    job.submit();
    running = TypeConverter.toYarn(job.getJobID()).getAppId();
    events.tell("submitted", "application", running.toString());
    try {
      return judge(follow());
    } catch (ApplicationNotFoundException error) {
      throw new ManagerLostException(
          manager() + " was started again and does not know " + running + " any more", error);
    } catch (IOException error) {
      throw new ManagerLostException(
          manager() + " stopped answering while " + running + " ran", error);
    } finally {
      running = null;
    }
  }

  /** Ends what a former run of the same job left behind when its driver was killed. */
  private void endFormerRuns() throws IOException, YarnException {
    String user = UserGroupInformation.getCurrentUser().getShortUserName();
    try {
      for (ApplicationReport report :
          yarn.getApplications(Set.of("MAPREDUCE"), EnumSet.copyOf(ALIVE))) {
        if (report.getName().equals(job.getJobName()) && report.getUser().equals(user)) {
          yarn.killApplication(
              report.getApplicationId(), "a later run of the same job takes its place");
          events.tell("endedFormer", "application", report.getApplicationId().toString());
        }
      }
    } catch (IOException error) {
      throw new ManagerLostException(manager() + " does not answer", error);
    }
  }

  private String manager() {
    return "The ResourceManager at " + configuration.get(YarnConfiguration.RM_ADDRESS);
  }

  private ApplicationReport follow() throws IOException, YarnException, InterruptedException {
    Waiting waiting = new Waiting(yarn, events);
    FailedAttempts failed = new FailedAttempts(job, events);
    YarnApplicationState before = null;
    int attempt = 1;
    while (true) {
      ApplicationReport report = yarn.getApplicationReport(running);
      YarnApplicationState state = report.getYarnApplicationState();
      if (report.getCurrentApplicationAttemptId().getAttemptId() > attempt) {
        attempt = report.getCurrentApplicationAttemptId().getAttemptId();
        events.tell("masterRestarted", "attempt", attempt);
      }
      if (state != before) {
        events.tell("state", "state", state.toString());
        before = state;
      }
      if (!ALIVE.contains(state)) {
        return report;
      }
      if (state == YarnApplicationState.RUNNING) {
        events.tell("progress", "progress", report.getProgress());
        failed.tell();
      } else {
        waiting.tell(report);
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private boolean judge(ApplicationReport report) {
    if (report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED) {
      events.tell("finished");
      return true;
    }
    boolean killed =
        report.getYarnApplicationState() == YarnApplicationState.KILLED
            || report.getFinalApplicationStatus() == FinalApplicationStatus.KILLED;
    events.tell(killed ? "killed" : "failed", "reason", report.getDiagnostics().strip());
    return false;
  }

  /** Ends the application when this process ends before it. */
  private void stop() {
    ApplicationId application = running;
    if (application == null) {
      return;
    }
    try {
      yarn.killApplication(application, "its driver was stopped");
      events.tell("killed", "reason", "its driver was stopped");
    } catch (IOException | YarnException error) {
      events.tell("failed", "reason", application + " could not be ended: " + Driver.reason(error));
    }
  }

  @Override
  public void close() {
    yarn.stop();
  }
}
