package pipeline.connect.datagen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.encoding.HttpRegistry;
import pipeline.connect.encoding.Registry;
import pipeline.connect.encoding.RegistrySettings;

/** The connector's configuration; docs/datagen.md lists the keys. */
final class DatagenConfig extends AbstractConfig {
  static final String TOPICS = "topics";
  static final String RATE = "rate";
  static final String COUNT = "count";
  static final String SEED = "seed";
  static final String START = "start";
  static final String PACE = "pace";
  static final String TYPES = "types";
  static final String FIELDS = "fields";
  static final String RECORD_TIME = "record.time";

  /**
   * Event time advances by this many records per second when nothing says otherwise: 10 µs each.
   */
  static final double PACE_WITHOUT_RATE = 100_000;

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              TOPICS,
              Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.ValidList.anyNonDuplicateValues(false, false),
              Importance.HIGH,
              "Topics to write to. topic.NAME.event is the contract (JSON), topic.NAME.key the field that becomes the key, topic.NAME.share the weight.")
          .define(
              RATE,
              Type.DOUBLE,
              null,
              positive(),
              Importance.HIGH,
              "Records per second over all topics; without it, as fast as it can.")
          .define(
              COUNT,
              Type.LONG,
              null,
              positive(),
              Importance.HIGH,
              "How many records there are; without it, no end.")
          .define(SEED, Type.LONG, 0L, Importance.MEDIUM, "Another seed, other data.")
          .define(
              START,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "Event time of record 0 (ISO instant); without it, when the source first started.")
          .define(
              PACE,
              Type.DOUBLE,
              null,
              positive(),
              Importance.MEDIUM,
              "Records per second of event time; without it, the rate. Needs start.")
          .define(TYPES, Type.STRING, "{}", Importance.MEDIUM, "Weights of a union's types (JSON).")
          .define(FIELDS, Type.STRING, "{}", Importance.MEDIUM, "How fields are made (JSON).")
          .define(
              RECORD_TIME,
              Type.STRING,
              "production",
              ConfigDef.ValidString.in("production", "event"),
              Importance.LOW,
              "The record's timestamp: when it is produced, or its event time.");

  static {
    RegistrySettings.define(DEFINITION);
  }

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  DatagenConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    if (getDouble(PACE) != null && getString(START) == null)
      throw new ConfigException(PACE + ": it needs " + START);
    eventTimeline(new Timeline(0, 1));
  }

  List<String> topics() {
    return getList(TOPICS);
  }

  /** A setting of one topic, or null. */
  String ofTopic(String topic, String setting) {
    Object value = originals().get("topic." + topic + "." + setting);
    return value == null ? null : value.toString();
  }

  /** Null where none is named. */
  Registry registry() {
    RegistrySettings settings = RegistrySettings.of(this);
    return settings == null ? null : new HttpRegistry(settings, InstantSource.system());
  }

  boolean limited() {
    return getDouble(RATE) != null;
  }

  /** Records per second of the timeline. */
  double rate() {
    return limited() ? getDouble(RATE) : PACE_WITHOUT_RATE;
  }

  long count() {
    return getLong(COUNT) == null ? Long.MAX_VALUE : getLong(COUNT);
  }

  long seed() {
    return getLong(SEED);
  }

  boolean stampedWithEventTime() {
    return getString(RECORD_TIME).equals("event");
  }

  /** Event times: those of production unless the configuration says others. */
  Timeline eventTimeline(Timeline production) {
    String start = getString(START);
    if (start == null) return production;
    double pace = getDouble(PACE) == null ? rate() : getDouble(PACE);
    try {
      return new Timeline(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(start)), pace);
    } catch (DateTimeException error) {
      throw new ConfigException(
          START + ": " + start + " is no instant such as 2026-01-31T08:00:00Z");
    }
  }

  /** A JSON object that stands in a key. */
  JsonNode json(String key) {
    try {
      JsonNode json = MAPPER.readTree(getString(key));
      if (json.isObject()) return json;
    } catch (JsonProcessingException error) {
      throw new ConfigException(key + ": this is not JSON: " + error.getOriginalMessage());
    }
    throw new ConfigException(key + ": a JSON object must stand here");
  }

  private static ConfigDef.Validator positive() {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value instanceof Number number
              && !(number.doubleValue() > 0 && number.doubleValue() < 1e18)) {
            throw new ConfigException(name, value, "it must be above 0");
          }
        },
        () -> "above 0");
  }
}
