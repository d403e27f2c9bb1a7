package pipeline.mapreduce;

import java.io.IOException;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * {@code Driver SPEC}: submits one job, tells on standard output what becomes of it, and ends with
 * 0 (finished), 1 (failed) or 2 (stopped). It stops the job when it is itself told to end, or when
 * its standard input ends: who started it is gone.
 */
public final class Driver {
  private static final int FAILED = 1;
  private static final int STOPPED = 2;

  private Driver() {}

  public static void main(String[] args) {
    Events events = new Events(System.out);
    watchInput();
    try {
      System.exit(run(args[0], events) ? 0 : FAILED);
    } catch (ManagerLostException error) {
      error.printStackTrace();
      events.tell("managerLost", "reason", error.getMessage());
      System.exit(FAILED);
    } catch (IOException | YarnException | ClassNotFoundException error) {
      error.printStackTrace();
      events.tell("failed", "reason", reason(error));
      System.exit(FAILED);
    } catch (InterruptedException error) {
      System.exit(STOPPED);
    }
  }

  private static boolean run(String file, Events events)
      throws IOException, YarnException, InterruptedException, ClassNotFoundException {
    JobSpec spec = JobSpec.read(file);
    Job job = Jobs.create(spec, file, new JobConf(new YarnConfiguration()));
    if (spec.engine().equals("local")) {
      return LocalRun.run(job, events);
    }
    try (YarnRun run = new YarnRun(job, events)) {
      return run.run();
    }
  }

  private static void watchInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Whatever comes means that somebody is there.
                }
              } catch (IOException error) {
                // As good as its end.
              }
              System.exit(STOPPED);
            },
            "standard input");
    watch.setDaemon(true);
    watch.start();
  }

  /** What an error says, without the stack that Hadoop's messages carry along. */
  static String reason(Throwable error) {
    String reason = error.getMessage() == null ? error.toString() : error.getMessage();
    return reason
        .lines()
        .takeWhile(line -> !line.startsWith("\tat "))
        .reduce((a, b) -> a + "\n" + b)
        .orElse(reason);
  }
}
