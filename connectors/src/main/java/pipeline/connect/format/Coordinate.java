package pipeline.connect.format;

import java.util.Locale;

/** One thing that Kafka tells of a record beside its value, in the order of files. */
public enum Coordinate {
  PARTITION,
  OFFSET,
  TOPIC,
  TIMESTAMP,
  KEY,
  HEADERS;

  /** The word of the configuration, and the name in an envelope. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its column. */
  public String column() {
    return "kafka_" + word();
  }
}
