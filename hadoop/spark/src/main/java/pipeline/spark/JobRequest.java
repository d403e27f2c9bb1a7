package pipeline.spark;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the runner is asked to do, as JSON (docs/spark.md).
 *
 * @param settings Spark's own settings: master, memory, addresses
 * @param kafka settings of Kafka's clients
 * @param sql one query over the inputs' views; null: the inputs are stored as they are
 * @param checkpoint directory of the checkpoints of a streaming job
 * @param every milliseconds between the triggers of a streaming job; 0: it takes what is there, and
 *     ends
 */
record JobRequest(
    String name,
    boolean streaming,
    Map<String, String> settings,
    Map<String, String> kafka,
    List<Input> inputs,
    History history,
    String sql,
    AlsWords als,
    Output output,
    String checkpoint,
    long every) {

  /**
   * A topic, or stored files, as a view.
   *
   * @param topic null for files
   * @param columns DDL of the columns that values are read as
   * @param select SQL of the view's columns over those
   * @param timezone zone of times that name none
   * @param format of files; null for a topic
   */
  record Input(
      String view,
      String topic,
      String columns,
      List<String> select,
      String timezone,
      StoredFormat format,
      List<String> files) {}

  /** The formats of the files of sinks that the runner reads. */
  enum StoredFormat {
    @JsonProperty("json")
    JSON,
    @JsonProperty("parquet")
    PARQUET,
    @JsonProperty("avro")
    AVRO
  }

  /** A column of what came before in the same group. `span` in seconds. */
  record History(String by, String time, double span, String of) {}

  /** A topic with its key column, or a directory with its format. */
  record Output(String topic, String key, String directory, String format) {}

  /**
   * Parameters of ALS.
   *
   * @param weight SQL of what an event says about a taste
   * @param time SQL by which a user's latest event is told; null without an evaluation
   */
  record AlsWords(
      String user,
      String item,
      String weight,
      String time,
      int top,
      boolean excludeKnown,
      int rank,
      int iterations,
      double regularization,
      double alpha) {}

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);

  /**
   * Holds those settings of Kafka's clients that stand in no file: passwords and keys, as a JSON
   * object.
   */
  private static final String SECRETS = "PIPELINE_KAFKA_SECRETS";

  static JobRequest read(File file) throws IOException {
    JobRequest request = JSON.readValue(file, JobRequest.class);
    String secrets = System.getenv(SECRETS);
    if (secrets != null)
      request.kafka.putAll(JSON.readValue(secrets, new TypeReference<Map<String, String>>() {}));
    return request;
  }
}
