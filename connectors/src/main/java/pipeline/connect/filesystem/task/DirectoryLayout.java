package pipeline.connect.filesystem.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.FieldPath;
import pipeline.connect.event.Row;
import pipeline.connect.event.RowField;
import pipeline.connect.filesystem.config.TopicLayout;
import pipeline.connect.filesystem.store.PathText;

/**
 * In which directory a row lies: topic, then type, then NAME=VALUE, then those of the time. An
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

  private record Directory(RowField field, String before) {}

  private final String topic;
  private final boolean byType;
  private final List<Directory> fields;
  private final TopicLayout.Time time;
  private final RowField timeField;
  private final TimeDirectories times;
  private final Map<String, String> typeDirectories = new HashMap<>();

  /**
   * @param contract null where the topic has none
   */
  DirectoryLayout(String topic, TopicLayout layout, EventContract contract) {
    this.topic = topic;
    byType = layout.byType();
    fields =
        layout.fields().stream()
            .map(
                one ->
                    new Directory(
                        new RowField(contract, one.field()), PathText.encode(one.name()) + "="))
            .toList();
    time = layout.time();
    timeField = time == null || time.field() == null ? null : new RowField(contract, time.field());
    times = time == null ? null : new TimeDirectories(time.pattern(), time.zone());
  }

  /**
   * @throws ContractViolation when a value cannot name a directory
   */
  String directory(Row row, SinkRecord record) throws ContractViolation {
    String base = byType ? typeDirectory(row.type()) : topic;
    if (fields.isEmpty() && time == null) return base;
    StringBuilder path = new StringBuilder(base);
    for (Directory one : fields) path.append('/').append(named(one, one.field().text(row)));
    if (time != null) path.append('/').append(times.of(micros(row, record)));
    if (path.length() > LONGEST_PATH) {
      List<String> names = fields.stream().map(one -> one.field().path().toString()).toList();
      throw new ContractViolation(
          String.join(", ", names) + ": too long together to name directories");
    }
    return path.toString();
  }

  private String typeDirectory(String type) {
    return typeDirectories.computeIfAbsent(
        type, name -> topic + "/" + PathText.encodeVisible(name));
  }

  private static String named(Directory directory, String value) throws ContractViolation {
    String name = directory.before() + directoryValue(value);
    if (name.length() > LONGEST_NAME)
      throw new ContractViolation(directory.field().path() + ": too long to name a directory");
    return name;
  }

  /** A value that reads like one of the two names keeps apart from it by Hive's own escape. */
  private static String directoryValue(String value) {
    if (value == null) return ABSENT;
    if (value.isEmpty()) return EMPTY;
    if (value.equals(ABSENT) || value.equals(EMPTY)) return "%5F" + value.substring(1);
    return PathText.encode(value);
  }

  private long micros(Row row, SinkRecord record) throws ContractViolation {
    if (timeField != null && timeField.isIn(row)) return timeField.micros(row);
    FieldPath field = time.field();
    if (field != null && !time.otherwiseRecord())
      throw new ContractViolation(field + ": absent, and directories are named after it");
    Long timestamp = record.timestamp();
    if (timestamp == null || timestamp < 0 || timestamp > RecordFacts.LAST_TIMESTAMP)
      throw new ContractViolation(
          "the record has no timestamp before the year 10000, and directories are named after it");
    return timestamp * 1_000;
  }
}
