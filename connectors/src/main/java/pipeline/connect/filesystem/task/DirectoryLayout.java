package pipeline.connect.filesystem.task;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.PathText;

/**
 * In which directory a row lies: topic, then type, then FIELD=VALUE, then dt=…/hour=… in UTC. An
 * absent field, an empty text and any other text have different names. Belongs to one thread.
 */
final class DirectoryLayout {
  /** What Hive and Spark read as null. */
  private static final String ABSENT = "__HIVE_DEFAULT_PARTITION__";

  /** No reader takes a name without a value, so an empty text has one of its own. */
  private static final String EMPTY = "__EMPTY__";

  /** HDFS and most file systems allow 255 bytes for a name. */
  private static final int LONGEST_NAME = 240;

  /** A path on a local file system may have 4,096 bytes, with the sink's own path before. */
  private static final int LONGEST_PATH = 3_000;

  private static final long HOUR = 3_600_000_000L;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_HOUR =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final String topic;
  private final boolean byType;
  private final List<String> fields;
  private final SinkSettings.TimeDirectories time;
  private final Map<String, String> typeDirectories = new HashMap<>();
  private long knownHour = Long.MIN_VALUE;
  private String knownTime;

  DirectoryLayout(String topic, SinkSettings settings) {
    this.topic = topic;
    byType = settings.byType();
    fields = settings.fields();
    time = settings.time();
  }

  /**
   * @throws ContractViolation when a value cannot name a directory
   */
  String directory(Row row) throws ContractViolation {
    String base = byType ? typeDirectory(row.type()) : topic;
    if (fields.isEmpty() && time == null) return base;
    StringBuilder directory = new StringBuilder(base);
    for (String field : fields) directory.append('/').append(named(field, row.text(field)));
    if (time != null) directory.append('/').append(timeDirectory(row));
    if (directory.length() > LONGEST_PATH)
      throw new ContractViolation(
          String.join(", ", fields) + ": too long together to name directories");
    return directory.toString();
  }

  private String typeDirectory(String type) {
    return typeDirectories.computeIfAbsent(
        type, name -> topic + "/" + PathText.encodeVisible(name));
  }

  private static String named(String field, String value) throws ContractViolation {
    String name = PathText.encode(field) + "=" + directoryValue(value);
    if (name.length() > LONGEST_NAME)
      throw new ContractViolation(field + ": too long to name a directory");
    return name;
  }

  /** A value that reads like one of the two names keeps apart from it by Hive's own escape. */
  private static String directoryValue(String value) {
    if (value == null) return ABSENT;
    if (value.isEmpty()) return EMPTY;
    if (value.equals(ABSENT) || value.equals(EMPTY)) return "%5F" + value.substring(1);
    return PathText.encode(value);
  }

  private String timeDirectory(Row row) throws ContractViolation {
    long micros;
    try {
      micros = row.micros(time.field());
    } catch (IllegalArgumentException absent) {
      throw new ContractViolation(time.field() + ": absent, and directories are named after it");
    }
    long hour = Math.floorDiv(micros, HOUR);
    if (hour != knownHour) {
      knownTime = (time.hourly() ? DAY_HOUR : DAY).format(Instant.ofEpochSecond(hour * 3600));
      knownHour = hour;
    }
    return knownTime;
  }
}
