package pipeline.connect.filesystem.config;

import java.net.URI;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.encoding.RegistrySettings;
import pipeline.connect.format.Coordinates;
import pipeline.connect.format.StoredFormat;
import pipeline.connect.sink.Tombstones;
import pipeline.connect.sink.TopicContracts;
import pipeline.connect.sink.TopicDecoders;

/**
 * The connector's configuration, read and checked.
 *
 * @param fields as they are written, OUTER.INNER
 * @param fieldNames of their directories, one for each; empty: as the fields
 * @param dropColumns whether typed files leave out what their directories are named after
 * @param time null: no directories by time
 * @param deadLetters name of the dead-letter topic; empty where there is none
 * @param compact null: only when it is asked for
 * @param coordinates what files hold of a record beside its value; plain lines of JSON hold none
 * @param envelope whether lines of JSON are objects that hold them
 * @param registry null where none is named
 * @param hadoop keys for Hadoop's configuration
 */
public record SinkSettings(
    String connector,
    URI path,
    StoredFormat format,
    String compression,
    boolean byType,
    List<String> fields,
    List<String> fieldNames,
    boolean dropColumns,
    Time time,
    Roll roll,
    Compact compact,
    Coordinates coordinates,
    boolean envelope,
    boolean continueOnLoss,
    Tombstones tombstones,
    String deadLetters,
    TopicContracts contracts,
    RegistrySettings registry,
    S3Settings s3,
    Map<String, String> hadoop) {

  /**
   * @param field as it is written, or `record`
   * @param otherwiseRecord whether the record's own timestamp stands in where it is absent
   * @param pattern as {@link TimePattern} has it
   */
  public record Time(String field, boolean otherwiseRecord, ZoneId zone, String pattern) {}

  /** When a partition's files are committed: whichever comes first. */
  public record Roll(long milliseconds, long records, long bytes) {}

  /**
   * How small files are replaced by larger ones without being asked. Milliseconds and bytes.
   *
   * @param older age of the commits whose files are looked at
   * @param bytes of a larger file, about
   */
  public record Compact(long every, long older, long bytes) {}

  private static final Set<String> SCHEMES = Set.of("hdfs", "s3a", "file");

  /**
   * @throws ConfigException that names the key, what is wrong with its value, and what is right
   */
  public static SinkSettings of(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(SinkConfig.DEFINITION, properties, false);
    StoredFormat format = StoredFormat.of(config.getString(SinkConfig.FORMAT));
    SinkSettings settings =
        new SinkSettings(
            properties.getOrDefault("name", ""),
            path(config.getString(SinkConfig.PATH)),
            format,
            compression(format, config.getString(SinkConfig.COMPRESSION)),
            config.getString(SinkConfig.LAYOUT).equals("by-type"),
            config.getList(SinkConfig.FIELDS),
            config.getList(SinkConfig.FIELD_NAMES),
            config.getString(SinkConfig.PARTITION_COLUMNS).equals("drop"),
            time(config),
            new Roll(
                config.getLong(SinkConfig.ROLL_MS),
                config.getLong(SinkConfig.ROLL_RECORDS),
                config.getLong(SinkConfig.ROLL_BYTES)),
            compact(config),
            coordinates(config, format),
            config.getBoolean(SinkConfig.ENVELOPE),
            config.getString(SinkConfig.ON_DATA_LOSS).equals("continue"),
            Tombstones.of(config.getString(Tombstones.KEY)),
            properties.getOrDefault(SinkConfig.DEAD_LETTERS, ""),
            TopicContracts.read(properties),
            RegistrySettings.of(config),
            S3Settings.of(config),
            withPrefix(properties, SinkConfig.HADOOP));
    int names = settings.fieldNames().size();
    if (names > 0 && names != settings.fields().size()) {
      throw new ConfigException(
          SinkConfig.FIELD_NAMES,
          settings.fieldNames(),
          "must be one for each of partition.fields");
    }
    if (settings.dropColumns() && !format.leavesOut()) {
      throw new ConfigException(
          SinkConfig.PARTITION_COLUMNS, "drop", "files of " + format.word() + " hold every field");
    }
    settings.decoders(InstantSource.system());
    settings.contracts.byTopic().keySet().forEach(topic -> TopicFormat.of(settings, topic));
    TopicContracts.named(properties).forEach(topic -> TopicFormat.of(settings, topic));
    String pattern = TopicContracts.pattern(properties);
    if (pattern != null) TopicFormat.of(settings, pattern);
    return settings;
  }

  /**
   * @throws ConfigException that names a topic whose values cannot be read
   */
  public TopicDecoders decoders(InstantSource clock) {
    return new TopicDecoders(contracts, registry, clock);
  }

  private static Coordinates coordinates(AbstractConfig config, StoredFormat format) {
    String written = config.getString(SinkConfig.COORDINATES);
    boolean envelope = config.getBoolean(SinkConfig.ENVELOPE);
    if (envelope && format.needsContract())
      throw new ConfigException(
          SinkConfig.ENVELOPE, true, "files of " + format.word() + " have columns for coordinates");
    if (written.isEmpty()) return envelope ? Coordinates.ENVELOPE : Coordinates.PLACE;
    try {
      Coordinates coordinates = Coordinates.parse(written);
      if (format.needsContract() || envelope || coordinates.isUsual()) return coordinates;
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(SinkConfig.COORDINATES, written, wrong.getMessage());
    }
    throw new ConfigException(
        SinkConfig.COORDINATES,
        written,
        "lines of " + format.word() + " hold nothing but values unless envelope is true");
  }

  private static Compact compact(AbstractConfig config) {
    long every = config.getLong(SinkConfig.COMPACT_EVERY);
    if (every == 0) return null;
    return new Compact(
        every, config.getLong(SinkConfig.COMPACT_OLDER), config.getLong(SinkConfig.COMPACT_BYTES));
  }

  private static Time time(AbstractConfig config) {
    String pattern = TimePattern.of(config.getString(SinkConfig.TIME_DIRECTORIES));
    String field = config.getString(SinkConfig.TIME_FIELD);
    String zone = config.getString(SinkConfig.TIME_ZONE);
    try {
      boolean record = config.getString(SinkConfig.TIME_OTHERWISE).equals(TopicLayout.RECORD);
      return field.isEmpty() ? null : new Time(field, record, ZoneId.of(zone), pattern);
    } catch (DateTimeException unknown) {
      throw new ConfigException(SinkConfig.TIME_ZONE, zone, "is no zone that is known");
    }
  }

  private static URI path(String text) {
    URI path;
    try {
      path = URI.create(text);
    } catch (IllegalArgumentException cause) {
      throw new ConfigException(SinkConfig.PATH, text, "is no address: " + cause.getMessage());
    }
    if (path.getScheme() == null || !SCHEMES.contains(path.getScheme())) {
      throw new ConfigException(
          SinkConfig.PATH, text, "must begin with hdfs://, s3a:// or file:///");
    }
    if (path.getPath() == null || (path.getPath().isEmpty() && !path.getScheme().equals("s3a"))) {
      throw new ConfigException(SinkConfig.PATH, text, "names no directory");
    }
    if (!path.getScheme().equals("file") && path.getAuthority() == null) {
      throw new ConfigException(SinkConfig.PATH, text, "names no host or bucket");
    }
    return path;
  }

  private static String compression(StoredFormat format, String wanted) {
    if (wanted.equals(SinkConfig.DEFAULT_COMPRESSION)) return format.compressions().get(0);
    if (!format.compressions().contains(wanted)) {
      throw new ConfigException(
          SinkConfig.COMPRESSION, wanted, format.word() + " knows " + format.compressions());
    }
    return wanted;
  }

  private static Map<String, String> withPrefix(Map<String, String> properties, String prefix) {
    Map<String, String> found = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) found.put(key.substring(prefix.length()), value);
        });
    return found;
  }
}
