package pipeline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The inputs of a job as views: a topic's records, or exactly the files that a sink has committed.
 */
final class Views {
  /** Holds the text of a value that is not what its event says; null otherwise. */
  static final String UNREADABLE = "_unreadable";

  /** What Spark tells of the file that a row is of. */
  static final String FILE = ", _metadata STRUCT<file_path: STRING>";

  private static final String MOST_PER_TRIGGER = "1000000";
  private final SparkSession spark;
  private final JobRequest job;

  Views(SparkSession spark, JobRequest job) {
    this.spark = spark;
    this.job = job;
  }

  /** The rows of one input, streamed or as they are now. */
  Dataset<Row> rows(JobRequest.Input input) {
    return input.topic() == null ? stored(input) : records(input);
  }

  private Dataset<Row> records(JobRequest.Input input) {
    Map<String, String> options = new HashMap<>();
    job.kafka().forEach((key, value) -> options.put("kafka." + key, value));
    options.put("subscribe", input.topic());
    options.put("startingOffsets", "earliest");
    options.put("kafka.isolation.level", "read_committed");
    Dataset<Row> raw;
    if (job.streaming()) {
      options.put("maxOffsetsPerTrigger", MOST_PER_TRIGGER);
      raw = spark.readStream().format("kafka").options(options).load();
    } else {
      raw = spark.read().format("kafka").options(options).load();
    }
    return raw.select(
            from_json(col("value").cast("string"), columns(input), reading(input)).as("event"),
            col("partition").as("kafka_partition"),
            col("offset").as("kafka_offset"))
        .select("event.*", "kafka_partition", "kafka_offset")
        .selectExpr(input.select().toArray(String[]::new));
  }

  private Dataset<Row> stored(JobRequest.Input input) {
    if (input.files().isEmpty()) {
      return spark
          .createDataFrame(List.of(), StructType.fromDDL(input.columns() + FILE))
          .selectExpr(input.select().toArray(String[]::new));
    }
    String[] files = input.files().toArray(String[]::new);
    Dataset<Row> rows =
        switch (input.format()) {
          case JSON -> spark.read().schema(columns(input)).options(reading(input)).json(files);
          // A column that a file lacks is null in its rows.
          case PARQUET -> spark.read().schema(columns(input)).parquet(files);
          case AVRO ->
              spark
                  .read()
                  .format("avro")
                  .option("datetimeRebaseMode", "CORRECTED")
                  .schema(columns(input))
                  .load(files);
        };
    return rows.selectExpr(input.select().toArray(String[]::new));
  }

  /** A value that cannot be read becomes a row of nulls that holds its text: nothing vanishes. */
  private static Map<String, String> reading(JobRequest.Input input) {
    return Map.of(
        "mode",
        "PERMISSIVE",
        "columnNameOfCorruptRecord",
        UNREADABLE,
        "timeZone",
        input.timezone());
  }

  private static StructType columns(JobRequest.Input input) {
    return StructType.fromDDL(input.columns());
  }

  /** A view's name as SQL writes it. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
