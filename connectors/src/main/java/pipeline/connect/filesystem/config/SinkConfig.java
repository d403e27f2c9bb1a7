package pipeline.connect.filesystem.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import pipeline.connect.encoding.RegistrySettings;
import pipeline.connect.format.StoredFormat;
import pipeline.connect.sink.Tombstones;

/**
 * The connector's keys. Two families stand beside them: `event.TOPIC` (a contract's JSON) and
 * `hadoop.*`.
 */
public final class SinkConfig {
  public static final String PATH = "path";
  static final String FORMAT = "format";
  static final String COMPRESSION = "compression";
  static final String LAYOUT = "layout";
  static final String FIELDS = "partition.fields";
  static final String FIELD_NAMES = "partition.names";
  static final String PARTITION_COLUMNS = "partition.columns";
  static final String TIME_FIELD = "time.field";
  static final String TIME_OTHERWISE = "time.otherwise";
  static final String TIME_ZONE = "time.zone";
  static final String TIME_DIRECTORIES = "time.directories";
  static final String ROLL_MS = "roll.ms";
  static final String ROLL_RECORDS = "roll.records";
  static final String ROLL_BYTES = "roll.bytes";
  static final String COMPACT_EVERY = "compact.every.ms";
  static final String COMPACT_OLDER = "compact.older.ms";
  static final String COMPACT_BYTES = "compact.bytes";
  static final String COORDINATES = "coordinates";
  static final String ENVELOPE = "envelope";
  public static final String ON_DATA_LOSS = "on.data.loss";

  /** Connect's own key, for whatever it cannot store. */
  static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";

  /** The format's own. */
  static final String DEFAULT_COMPRESSION = "default";

  /** Prefix of keys handed to Hadoop's configuration as they are. */
  static final String HADOOP = "hadoop.";

  public static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              PATH,
              STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              HIGH,
              "Where files go: hdfs://HOST:PORT/DIRECTORY, s3a://BUCKET/PREFIX or file:///DIRECTORY.")
          .define(
              FORMAT,
              STRING,
              StoredFormat.JSON.word(),
              ValidString.in(StoredFormat.words()),
              HIGH,
              StoredFormat.descriptions())
          .define(
              COMPRESSION,
              STRING,
              DEFAULT_COMPRESSION,
              ValidString.in(compressions()),
              MEDIUM,
              StoredFormat.compressionsOfAll())
          .define(
              LAYOUT,
              STRING,
              "one",
              ValidString.in("one", "by-type"),
              MEDIUM,
              "Whether the types of a union share a directory and schema (one) or have their own (by-type).")
          .define(
              FIELDS,
              LIST,
              List.of(),
              MEDIUM,
              "Fields whose values name directories, FIELD=VALUE, in this order; OUTER.INNER is one inside of another.")
          .define(
              FIELD_NAMES,
              LIST,
              List.of(),
              LOW,
              "What these directories are called before the =, one for each; by default as the fields are.")
          .define(
              PARTITION_COLUMNS,
              STRING,
              "keep",
              ValidString.in("keep", "drop"),
              MEDIUM,
              "Whether typed files hold (keep) or leave out (drop) the columns whose values name directories.")
          .define(
              TIME_FIELD,
              STRING,
              "",
              MEDIUM,
              "The event's time, or record for that of the record: directories are named after it.")
          .define(
              TIME_OTHERWISE,
              STRING,
              "",
              ValidString.in("", TopicLayout.RECORD),
              LOW,
              "record: the record's own timestamp, where the event has no such time.")
          .define(TIME_ZONE, STRING, "UTC", LOW, "The zone on whose clock these directories are.")
          .define(
              TIME_DIRECTORIES,
              STRING,
              "hour",
              LOW,
              "hour: dt=YYYY-MM-DD/hour=HH; day: dt=YYYY-MM-DD; month: month=YYYY-MM; or such a pattern.")
          .define(
              ROLL_MS,
              LONG,
              60_000L,
              Range.atLeast(1),
              MEDIUM,
              "Files are committed when their oldest record is this old, in milliseconds.")
          .define(
              ROLL_RECORDS,
              LONG,
              1_000_000L,
              Range.between(1, Integer.MAX_VALUE),
              MEDIUM,
              "Files of a partition are committed at this many records.")
          .define(
              ROLL_BYTES,
              LONG,
              268_435_456L,
              Range.atLeast(1),
              MEDIUM,
              "Files of a partition are committed at about this many bytes.")
          .define(
              COMPACT_EVERY,
              LONG,
              0L,
              Range.atLeast(0),
              MEDIUM,
              "How often small files are replaced by larger ones, in milliseconds; 0: only when it is asked for.")
          .define(
              COMPACT_OLDER,
              LONG,
              86_400_000L,
              Range.atLeast(0),
              MEDIUM,
              "Files of commits that are this old are replaced, in milliseconds.")
          .define(
              COMPACT_BYTES,
              LONG,
              268_435_456L,
              Range.atLeast(1),
              MEDIUM,
              "About how large a file becomes that replaces others.")
          .define(
              COORDINATES,
              STRING,
              "",
              LOW,
              "What files hold of a record beside its value: true (partition and offset), false, or a list of"
                  + " partition, offset, topic, timestamp, key (or key:bytes) and headers. By default true, in envelopes"
                  + " all but the topic.")
          .define(
              ENVELOPE,
              BOOLEAN,
              false,
              MEDIUM,
              "Whether lines of json are objects of the coordinates and the value.")
          .define(
              ON_DATA_LOSS,
              STRING,
              "fail",
              ValidString.in("fail", "continue"),
              HIGH,
              "When the topic was deleted and created again, or its retention removed records that were not stored yet:"
                  + " fail stops the task and says which; continue writes the range into the commit log as lost.")
          .define(
              Tombstones.KEY,
              STRING,
              Tombstones.COUNT.word(),
              ValidString.in(
                  Arrays.stream(Tombstones.values()).map(Tombstones::word).toArray(String[]::new)),
              MEDIUM,
              "Records without value: count them in the commit log, keep their keys in files of their own, or reject"
                  + " them as dead letters.");

  static {
    S3Settings.define(DEFINITION);
    RegistrySettings.define(DEFINITION);
  }

  private SinkConfig() {}

  private static String[] compressions() {
    Stream<String> known =
        Arrays.stream(StoredFormat.values()).flatMap(format -> format.compressions().stream());
    return Stream.concat(Stream.of(DEFAULT_COMPRESSION), known).distinct().toArray(String[]::new);
  }
}
