package pipeline.spark;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.apache.spark.package$;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one job of Spark: `Main run|check REQUEST`, a file with a JobRequest. Standard output is for
 * reports (one JSON object per line), standard error for logs. It ends when its standard input
 * does: whoever started it is gone then.
 */
public final class Main {
  /** What it was built for; `spark-submit` may bring another. */
  private static final String VERSION = "4.0.";

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    // Libraries that print must not disturb the reports.
    Report report = new Report(System.out);
    System.setOut(new PrintStream(System.err, true));
    JobRequest job = JobRequest.read(new File(arguments[1]));
    if (arguments[0].equals("check")) {
      SqlCheck.check(job, report);
      return;
    }
    endWithParent();
    System.exit(run(job, report));
  }

  private static int run(JobRequest job, Report report) {
    if (!package$.MODULE$.SPARK_VERSION().startsWith(VERSION)) {
      String found =
          "this is Spark "
              + package$.MODULE$.SPARK_VERSION()
              + ", and the runner needs "
              + VERSION
              + "0";
      report.tell("failed", Map.of("reason", found));
      return 1;
    }
    SparkSession.Builder builder = SparkSession.builder().appName(job.name());
    job.settings().forEach(builder::config);
    try (YarnPlaces yarn =
            "yarn".equals(job.settings().get("spark.master")) ? new YarnPlaces(report) : null;
        SparkSession spark =
            (yarn == null ? builder : builder.config("spark.yarn.tags", yarn.tag)).getOrCreate()) {
      if (job.streaming()) new StreamingJob(spark, job, report).run();
      else new BatchJob(spark, job, report).run();
      return 0;
    } catch (ManagerAwayException error) {
      return failed("managerAway", error.getMessage(), error, report);
    } catch (Exception error) {
      return failed("failed", Reason.of(error), error, report);
    }
  }

  private static int failed(String event, String reason, Exception error, Report report) {
    report.tell(event, Map.of("reason", reason));
    error.printStackTrace();
    return 1;
  }

  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is said there; its end is what counts.
                }
              } catch (IOException gone) {
                // As good as its end.
              }
              Runtime.getRuntime().halt(1);
            },
            "end-with-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
