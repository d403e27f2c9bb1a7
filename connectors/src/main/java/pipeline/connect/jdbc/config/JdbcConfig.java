package pipeline.connect.jdbc.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import pipeline.connect.encoding.RegistrySettings;
import pipeline.connect.sink.Tombstones;

/** The connector's keys. Beside them stands `event.TOPIC`, a contract's JSON. */
public final class JdbcConfig {
  public static final String URL = "jdbc.url";
  static final String USER = "jdbc.user";
  static final String PASSWORD_KEY = "jdbc.password";
  public static final String TABLE = "jdbc.table";
  static final String MODE = "jdbc.mode";
  public static final String KEY = "jdbc.key";
  public static final String LAYOUT = "jdbc.layout";

  public static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              HIGH,
              "Where the database is: jdbc:postgresql://HOST:PORT/DATABASE. No password stands in it.")
          .define(USER, STRING, "", HIGH, "Whom the database knows; empty: as the driver decides.")
          .define(PASSWORD_KEY, PASSWORD, "", HIGH, "The user's password.")
          .define(
              TABLE,
              STRING,
              "{topic}",
              HIGH,
              "The table of a topic's rows, with its schema if wanted: {topic} and {type} stand for their names.")
          .define(
              MODE,
              STRING,
              "append",
              ValidString.in("append", "upsert"),
              HIGH,
              "append: a row for each record. upsert: the latest row for each key; a tombstone deletes it.")
          .define(
              KEY, LIST, List.of(), MEDIUM, "upsert: fields of the contract that make up the key.")
          .define(
              Tombstones.KEY,
              STRING,
              "",
              ValidString.in("", Tombstones.COUNT.word(), Tombstones.REJECT.word()),
              MEDIUM,
              "append: records without value are counted (count, the default) or dead letters (reject)."
                  + " upsert: they delete.")
          .define(
              LAYOUT,
              STRING,
              "one",
              ValidString.in("one", "by-type"),
              MEDIUM,
              "Whether the types of a union share a table (one) or have their own (by-type).");

  static {
    RegistrySettings.define(DEFINITION);
  }

  private JdbcConfig() {}
}
