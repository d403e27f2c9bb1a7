package pipeline.connect.filesystem.config;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;
import pipeline.connect.format.FileFormat;
import pipeline.connect.format.StoredFormat;
import pipeline.connect.sink.TopicContracts;

/**
 * What the settings mean for one topic: whether its contract carries them, and the format of its
 * files.
 */
public final class TopicFormat {
  private static final Set<String> OWN_DIRECTORIES = Set.of("_log", "_tmp", "_owner");

  /** Directory of kept tombstones in a topic's; hidden by its name from Spark, Hive and pyarrow. */
  public static final String TOMBSTONES = "_tombstones";

  private TopicFormat() {}

  /**
   * @throws ConfigException when the topic's contract, or its absence, does not fit the other
   *     settings
   */
  public static FileFormat of(SinkSettings settings, String topic) {
    EventContract contract = settings.contracts().of(topic);
    if (OWN_DIRECTORIES.contains(topic)) {
      throw new ConfigException("topics", topic, "is the name of a directory of this sink's own");
    }
    if (contract == null) {
      if (settings.format().needsContract())
        throw needsContract(SinkConfig.FORMAT, settings.format().word(), topic);
      if (settings.byType()) throw needsContract(SinkConfig.LAYOUT, "by-type", topic);
      if (!settings.fields().isEmpty())
        throw needsContract(SinkConfig.FIELDS, settings.fields(), topic);
      if (settings.time() != null)
        throw needsContract(SinkConfig.TIME_FIELD, settings.time().field(), topic);
    } else {
      check(settings, contract);
    }
    StoredFormat.Options options =
        new StoredFormat.Options(
            contract, settings.compression(), settings.coordinates(), settings.byType());
    try {
      return settings.format().files(options);
    } catch (IllegalArgumentException conflict) {
      throw new ConfigException(SinkConfig.LAYOUT, "one", conflict.getMessage());
    }
  }

  private static void check(SinkSettings settings, EventContract contract) {
    if (settings.byType() && contract.types().isEmpty()) {
      throw new ConfigException(
          SinkConfig.LAYOUT, "by-type", "event " + contract.name() + " is no union of types");
    }
    for (String name : settings.fields()) {
      Field field = contract.fields().get(name);
      if (field == null) throw unknownField(SinkConfig.FIELDS, name, contract);
      StoredAs stored = StoredAs.of(field);
      if (!stored.isSingle() || stored == StoredAs.BYTES) {
        throw new ConfigException(
            SinkConfig.FIELDS, name, "holds no single value, so it cannot name a directory");
      }
    }
    if (settings.time() == null) return;
    Field time = contract.fields().get(settings.time().field());
    if (time == null) throw unknownField(SinkConfig.TIME_FIELD, settings.time().field(), contract);
    if (!StoredAs.of(time).isTime()) {
      throw new ConfigException(
          SinkConfig.TIME_FIELD,
          settings.time().field(),
          "is no time; its format must be date-time, local-date-time, date or epoch-…");
    }
  }

  private static ConfigException needsContract(String key, Object value, String topic) {
    return new ConfigException(
        key,
        value,
        "needs the event contract of topic "
            + topic
            + " (key "
            + TopicContracts.PREFIX
            + topic
            + ")");
  }

  private static ConfigException unknownField(String key, String field, EventContract contract) {
    return new ConfigException(
        key,
        field,
        "is not among the common fields of event "
            + contract.name()
            + ": "
            + new TreeSet<>(contract.fields().keySet()));
  }
}
