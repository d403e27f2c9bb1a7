import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * A topic stored as typed Parquet with Spark Structured Streaming, as one would write it by hand:
 * `SparkParquet SERVERS TOPIC COLUMNS RUNS DIRECTORY`. The same session stores the whole topic RUNS
 * times, into DIRECTORY/0, DIRECTORY/1 …, and prints a JSON object for each time.
 */
public final class SparkParquet {
  private final SparkSession spark = SparkSession.builder().appName("bench").getOrCreate();
  private final com.sun.management.OperatingSystemMXBean system =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public static void main(String[] arguments) throws Exception {
    new SparkParquet()
        .run(
            arguments[0], arguments[1], arguments[2], Integer.parseInt(arguments[3]), arguments[4]);
  }

  private void run(String servers, String topic, String columns, int runs, String directory)
      throws Exception {
    List<String> made = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      long before = system.getProcessCpuTime();
      StreamingQuery query =
          store(servers, topic, StructType.fromDDL(columns), directory + "/" + run);
      query.awaitTermination();
      long after = system.getProcessCpuTime();
      long milliseconds = 0;
      long records = 0;
      for (StreamingQueryProgress batch : query.recentProgress()) {
        milliseconds += batch.durationMs().get("triggerExecution");
        records += batch.numInputRows();
      }
      System.out.printf(
          Locale.ROOT,
          "{\"records\":%d,\"seconds\":%.3f,\"processorSeconds\":%.2f,\"sinceStart\":%.2f}%n",
          records,
          milliseconds / 1e3,
          (after - before) / 1e9,
          after / 1e9);
      made.add(directory + "/" + run);
    }
    for (String files : made)
      System.out.println("{\"stored\":" + spark.read().parquet(files).count() + "}");
    spark.stop();
  }

  private StreamingQuery store(String servers, String topic, StructType columns, String directory)
      throws Exception {
    Dataset<Row> records =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", servers)
            .option("subscribe", topic)
            .option("startingOffsets", "earliest")
            .option("kafka.isolation.level", "read_committed")
            // Three partitions would leave one of two cores idle half of the time.
            .option("minPartitions", "6")
            .load();
    return records
        .select(
            from_json(col("value").cast("string"), columns).as("event"),
            col("partition").as("kafka_partition"),
            col("offset").as("kafka_offset"))
        .select("event.*", "kafka_partition", "kafka_offset")
        .writeStream()
        .format("parquet")
        .option("path", directory)
        .option("checkpointLocation", directory + ".checkpoint")
        .trigger(Trigger.AvailableNow())
        .start();
  }
}
