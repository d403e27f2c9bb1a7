package pipeline.spark;

import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A job that never ends: one query for its SQL, or one for each topic that is stored as it is. */
final class StreamingJob {
  private final SparkSession spark;
  private final JobRequest job;
  private final Report report;

  StreamingJob(SparkSession spark, JobRequest job, Report report) {
    this.spark = spark;
    this.job = job;
    this.report = report;
  }

  void run() throws TimeoutException, StreamingQueryException {
    spark.streams().addListener(new Progress(report));
    Views views = new Views(spark, job);
    for (JobRequest.Input input : job.inputs()) {
      Dataset<Row> rows = views.rows(input);
      if (job.history() != null) rows = HistoryColumn.add(rows, job.history());
      if (job.sql() == null)
        start(input.view(), rows, job.output().directory() + "/" + input.view());
      else rows.createOrReplaceTempView(Views.quoted(input.view()));
    }
    if (job.sql() != null) start("result", spark.sql(job.sql()), job.output().directory());
    report.tell("running", Map.of());
    spark.streams().awaitAnyTermination();
  }

  private void start(String name, Dataset<Row> rows, String directory) throws TimeoutException {
    DataStreamWriter<Row> writer =
        rows.writeStream()
            .queryName(name)
            .option("checkpointLocation", job.checkpoint() + "/" + name)
            .trigger(
                job.every() == 0 ? Trigger.AvailableNow() : Trigger.ProcessingTime(job.every()));
    if (job.output().topic() != null) {
      TopicOutput topic = new TopicOutput(job);
      writer.foreachBatch((VoidFunction2<Dataset<Row>, Long>) topic::write).start();
    } else {
      writer.format(job.output().format()).option("path", directory).start();
    }
  }
}
