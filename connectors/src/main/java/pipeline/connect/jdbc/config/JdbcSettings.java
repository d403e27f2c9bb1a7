package pipeline.connect.jdbc.config;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.encoding.RegistrySettings;
import pipeline.connect.event.EventContract;
import pipeline.connect.sink.Tombstones;
import pipeline.connect.sink.TopicContracts;
import pipeline.connect.sink.TopicDecoders;

/**
 * The connector's configuration, read and checked by itself; what it means for a topic's tables is
 * checked with them.
 *
 * @param topics those that are named
 * @param pattern by which further topics are found, or null
 * @param key fields of the key; empty: every record has a row
 * @param tombstones what becomes of records without value; with a key they delete
 * @param registry null where none is named
 */
public record JdbcSettings(
    String connector,
    String url,
    String user,
    String password,
    Set<String> topics,
    String pattern,
    TablePattern table,
    List<String> key,
    boolean byType,
    Tombstones tombstones,
    TopicContracts contracts,
    RegistrySettings registry) {

  /** A secret under the parameters of an address would be shown with it. */
  private static final Pattern SECRET = Pattern.compile("(?i)[?&][a-z]*password=");

  /**
   * @throws ConfigException that names the key, what is wrong with its value, and what is right
   */
  public static JdbcSettings of(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(JdbcConfig.DEFINITION, properties, false);
    JdbcSettings settings =
        new JdbcSettings(
            properties.getOrDefault("name", ""),
            url(config.getString(JdbcConfig.URL)),
            config.getString(JdbcConfig.USER),
            config.getPassword(JdbcConfig.PASSWORD_KEY).value(),
            TopicContracts.named(properties),
            TopicContracts.pattern(properties),
            TablePattern.of(config.getString(JdbcConfig.TABLE)),
            config.getList(JdbcConfig.KEY),
            config.getString(JdbcConfig.LAYOUT).equals("by-type"),
            tombstones(config.getString(Tombstones.KEY)),
            TopicContracts.read(properties),
            RegistrySettings.of(config));
    settings.decoders(InstantSource.system());
    settings.check(config.getString(JdbcConfig.MODE).equals("upsert"), properties);
    return settings;
  }

  private static Tombstones tombstones(String word) {
    return word.isEmpty() ? Tombstones.COUNT : Tombstones.of(word);
  }

  private static String url(String url) {
    if (!url.startsWith("jdbc:")) throw wrong(JdbcConfig.URL, url, "must begin with jdbc:");
    if (SECRET.matcher(url).find()) {
      throw new ConfigException(
          "The value for configuration "
              + JdbcConfig.URL
              + ": holds a password, which Connect would show. Use "
              + JdbcConfig.PASSWORD_KEY
              + ".");
    }
    return url;
  }

  private void check(boolean upsert, Map<String, String> properties) {
    if (upsert == key.isEmpty()) {
      String way = upsert ? "mode upsert needs the fields of the key" : "mode append has no key";
      throw wrong(JdbcConfig.KEY, key, way);
    }
    if (upsert && !properties.getOrDefault(Tombstones.KEY, "").isEmpty())
      throw wrong(
          Tombstones.KEY,
          tombstones.word(),
          "needs mode append: in mode upsert a record without value deletes its row");
    if (upsert && byType)
      throw wrong(
          JdbcConfig.LAYOUT, "by-type", "needs mode append: a tombstone names no type's table");
    if (byType != table.hasType())
      throw wrong(
          JdbcConfig.TABLE,
          table,
          byType
              ? "needs {type} in layout by-type"
              : "has {type}, which only layout by-type knows");
    boolean several = topics.size() > 1 || pattern != null;
    if (several && !table.hasTopic())
      throw wrong(JdbcConfig.TABLE, table, "needs {topic}: a table serves one topic");
    if (table.name().isBlank()) throw wrong(JdbcConfig.TABLE, table, "names no table");
  }

  private static ConfigException wrong(String key, Object value, String what) {
    return new ConfigException(key, value, what);
  }

  /** The contract of a topic's rows: with a key, of the rows that its change events are about. */
  public EventContract rows(String topic) {
    EventContract contract = contracts.of(topic);
    boolean changes = contract != null && contract.change() != null;
    return changes && upsert() ? contract.changedRows() : contract;
  }

  /**
   * @throws ConfigException that names a topic whose values cannot be read
   */
  public TopicDecoders decoders(InstantSource clock) {
    return new TopicDecoders(contracts, registry, clock);
  }

  public boolean upsert() {
    return !key.isEmpty();
  }

  /** Host and database, for people. */
  public String store() {
    int host = url.indexOf("//");
    int parameters = url.indexOf('?');
    String address = parameters < 0 ? url : url.substring(0, parameters);
    return host < 0 ? address : address.substring(host + 2);
  }

  /** The password is never part of a message. */
  @Override
  public String toString() {
    return "JdbcSettings[" + connector + ", " + store() + "]";
  }
}
