package pipeline.connect.rest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.Connector;
import pipeline.connect.KeepsSecrets;

/**
 * Which keys of a connector's configuration Connect never shows: those that the plugin they belong
 * to, or the client, defines as passwords, and those that nobody defines, which its answers leave
 * out. A key that cannot be judged is not hidden.
 */
final class HiddenKeys {
  private static final List<String> CONVERTERS =
      List.of("key.converter", "value.converter", "header.converter");
  private static final List<String> NAMED = List.of("transforms", "predicates");
  private static final Map<String, ConfigDef> CLIENTS =
      Map.of(
          "producer.override.", ProducerConfig.configDef(),
          "consumer.override.", ConsumerConfig.configDef(),
          "admin.override.", AdminClientConfig.configDef());

  /** Groups of topics that Connect makes are named by the user, as are their keys. */
  private static final String TOPIC_CREATION = "topic.creation.";

  private final PluginLoader plugins;
  private final Map<String, String> config;

  HiddenKeys(PluginLoader plugins, Map<String, String> config) {
    this.plugins = plugins;
    this.config = config;
  }

  boolean contains(String key) {
    if (key.startsWith(TOPIC_CREATION)) return false;
    for (var client : CLIENTS.entrySet()) {
      if (key.startsWith(client.getKey()))
        return isPassword(client.getValue(), key.substring(client.getKey().length()));
    }
    for (String converter : CONVERTERS) {
      if (key.startsWith(converter + ".")) return nested(key, converter + ".", converter);
    }
    for (String list : NAMED) {
      if (!key.startsWith(list + ".")) continue;
      return nameOf(list, key)
          .map(name -> list + "." + name + ".")
          .map(prefix -> nested(key, prefix, prefix + "type"))
          .orElse(false);
    }
    return ofConnector(key);
  }

  /**
   * The longest of the names in `transforms=a,b` that the key goes on with: names may hold dots.
   */
  private Optional<String> nameOf(String list, String key) {
    return Arrays.stream(config.getOrDefault(list, "").split(","))
        .map(String::trim)
        .filter(name -> !name.isEmpty() && key.startsWith(list + "." + name + "."))
        .max(Comparator.comparingInt(String::length));
  }

  private boolean nested(String key, String prefix, String classKey) {
    return plugins
        .load(config.get(classKey), ConnectPlugin.class)
        .map(plugin -> isPassword(plugin.config(), key.substring(prefix.length())))
        .orElse(false);
  }

  private boolean ofConnector(String key) {
    return plugins
        .load(config.get("connector.class"), Connector.class)
        .map(connector -> hides(connector, key))
        .orElse(false);
  }

  private boolean hides(Connector connector, String key) {
    ConfigKey defined = connector.config().configKeys().get(key);
    if (defined != null) return defined.type == Type.PASSWORD;
    if (plugins.isConnects(key)) return false;
    return connector instanceof KeepsSecrets own ? own.keepsSecret(key) : !answersItself(connector);
  }

  /** A plugin's own validation may tell of keys that its definition lacks. */
  private static boolean answersItself(Connector connector) {
    try {
      return connector.getClass().getMethod("validate", Map.class).getDeclaringClass()
          != Connector.class;
    } catch (NoSuchMethodException error) {
      return true;
    }
  }

  private static boolean isPassword(ConfigDef definition, String key) {
    ConfigKey defined = definition.configKeys().get(key);
    return defined != null && defined.type == Type.PASSWORD;
  }
}
