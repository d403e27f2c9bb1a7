package pipeline.spark;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A job that ends: its SQL or algorithm over what the inputs hold now. */
final class BatchJob {
  /** So many rows of a result without an output are told. */
  private static final int SHOWN = 1000;

  private final SparkSession spark;
  private final JobRequest job;
  private final Report report;

  BatchJob(SparkSession spark, JobRequest job, Report report) {
    this.spark = spark;
    this.job = job;
    this.report = report;
  }

  void run() {
    Views views = new Views(spark, job);
    Map<String, Dataset<Row>> inputs = new LinkedHashMap<>();
    for (JobRequest.Input input : job.inputs()) {
      Dataset<Row> rows = views.rows(input);
      rows.createOrReplaceTempView(Views.quoted(input.view()));
      inputs.put(input.view(), rows);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    Dataset<Row> rows;
    if (job.als() == null) {
      rows = spark.sql(job.sql());
    } else {
      Dataset<Row> events =
          inputs.values().stream().reduce((a, b) -> a.unionByName(b, true)).orElseThrow();
      rows = new AlsRecommendations(job.als(), report).recommend(events, result);
    }
    Dataset<Row> kept = rows.persist();
    result.put("rows", kept.count());
    if (job.output() == null) result.put("result", shown(kept));
    else if (job.output().topic() != null) new TopicOutput(job).writeAll(kept);
    else
      kept.write().format(job.output().format()).mode("overwrite").save(job.output().directory());
    report.tell("finished", result);
  }

  private static List<Object> shown(Dataset<Row> rows) {
    List<Object> parsed = new ArrayList<>();
    for (String row : rows.toJSON().takeAsList(SHOWN)) parsed.add(new RawValue(row));
    return parsed;
  }
}
