package pipeline.connect.filesystem.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.EventContract;
import pipeline.connect.format.Coordinates;
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
    if (contract == null && settings.format().needsContract()) {
      throw new ConfigException(
          SinkConfig.FORMAT,
          settings.format().word(),
          "needs the event contract of topic "
              + topic
              + " (key "
              + TopicContracts.PREFIX
              + topic
              + ")");
    }
    TopicLayout layout = TopicLayout.of(settings, topic);
    Set<String> dropped = settings.dropColumns() ? layout.ownColumns() : Set.of();
    if (contract != null
        && settings.coordinates().chosen().isEmpty()
        && dropped.containsAll(contract.fields().keySet())) {
      throw new ConfigException(
          SinkConfig.PARTITION_COLUMNS, "drop", "leaves no column of event " + contract.name());
    }
    if (contract != null && settings.format().needsContract())
      requireNamesApart(settings.coordinates(), contract);
    StoredFormat.Options options =
        new StoredFormat.Options(
            contract, settings.compression(), settings.coordinates(), settings.byType(), dropped);
    try {
      return settings.format().files(options);
    } catch (IllegalArgumentException conflict) {
      throw new ConfigException(SinkConfig.LAYOUT, "one", conflict.getMessage());
    }
  }

  private static void requireNamesApart(Coordinates coordinates, EventContract contract) {
    List<String> columns = coordinates.columns();
    Stream.concat(Stream.of(contract.fields()), contract.types().values().stream())
        .flatMap(fields -> fields.keySet().stream())
        .filter(columns::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConfigException(
                  SinkConfig.COORDINATES,
                  String.join(",", coordinates.words()),
                  name + " is a field of event " + contract.name() + " already");
            });
  }
}
