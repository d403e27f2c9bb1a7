package pipeline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes rows as JSON to a topic. Spark writes a batch again that it cannot be sure of; each record
 * therefore names its batch, and the first batch after a start leaves out what the end of the topic
 * already holds of it. The job is the topic's only writer.
 */
final class TopicOutput {
  private static final String BATCH = "pipeline.batch";
  private final JobRequest job;
  private boolean first = true;

  TopicOutput(JobRequest job) {
    this.job = job;
  }

  /** Writes one batch of a stream. */
  void write(Dataset<Row> rows, long batch) {
    String name = job.name() + " " + batch;
    Dataset<Row> records = records(rows, name);
    if (!first) {
      save(records);
      return;
    }
    Dataset<Row> kept = records.persist();
    try {
      Map<String, Integer> written = written(name, kept.count());
      save(written.isEmpty() ? kept : without(kept.coalesce(1), written));
    } finally {
      kept.unpersist();
    }
    first = false;
  }

  /** Writes the whole result of a job that ends. */
  void writeAll(Dataset<Row> rows) {
    save(records(rows, job.name()));
  }

  private Dataset<Row> records(Dataset<Row> rows, String batch) {
    String key = job.output().key();
    return rows.select(
        key == null
            ? expr("CAST(NULL AS BINARY) AS key")
            : col(key).cast("string").cast("binary").as("key"),
        expr("CAST(to_json(struct(*)) AS BINARY) AS value"),
        expr(
            "array(named_struct('key', '"
                + BATCH
                + "', 'value', CAST('"
                + batch
                + "' AS BINARY))) AS headers"));
  }

  private void save(Dataset<Row> records) {
    Map<String, String> options = new HashMap<>();
    job.kafka().forEach((key, value) -> options.put("kafka." + key, value));
    options.put("topic", job.output().topic());
    options.put("kafka.compression.type", "lz4");
    records.write().format("kafka").options(options).mode("append").save();
  }

  /** How often each record of the batch stands among the last `most` records of each partition. */
  private Map<String, Integer> written(String batch, long most) {
    Map<String, Object> settings = new HashMap<>(job.kafka());
    settings.put("isolation.level", "read_committed");
    Map<String, Integer> found = new HashMap<>();
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(job.output().topic()).stream()
              .map(part -> new TopicPartition(part.topic(), part.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      for (TopicPartition part : partitions) {
        consumer.seek(part, Math.max(starts.get(part), ends.get(part) - most));
      }
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          Header header = record.headers().lastHeader(BATCH);
          if (header == null || !batch.equals(new String(header.value(), StandardCharsets.UTF_8)))
            continue;
          found.merge(identity(record.key(), record.value()), 1, Integer::sum);
        }
      }
    }
    return found;
  }

  /**
   * The rows less those of `written`, as often as they are there; `rows` is one partition, so that
   * one task counts.
   */
  private static Dataset<Row> without(Dataset<Row> rows, Map<String, Integer> written) {
    Map<String, Integer> left = new HashMap<>(written);
    return rows.filter(
        (FilterFunction<Row>)
            row ->
                left.merge(identity(row.getAs("key"), row.getAs("value")), -1, Integer::sum) < 0);
  }

  private static String identity(byte[] key, byte[] value) {
    String start = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    return start + "\0" + new String(value, StandardCharsets.UTF_8);
  }
}
