package pipeline.connect.sink;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkTask;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;

/**
 * The event contracts that a sink's configuration holds.
 *
 * @param byTopic those of single topics
 * @param others of all other topics, such as those that a pattern finds; null: they have none
 */
public record TopicContracts(Map<String, EventContract> byTopic, EventContract others) {
  /** Prefix of a topic's event contract as canonical JSON (docs/event-contract.md). */
  public static final String PREFIX = "event.";

  static final String OTHERS = "event";

  /**
   * @throws ConfigException that names the contract and what is wrong with it
   */
  public static TopicContracts read(Map<String, String> properties) {
    Map<String, EventContract> byTopic = new HashMap<>();
    properties.forEach(
        (key, json) -> {
          if (key.startsWith(PREFIX)) byTopic.put(key.substring(PREFIX.length()), parse(key, json));
        });
    String json = properties.get(OTHERS);
    return new TopicContracts(Map.copyOf(byTopic), json == null ? null : parse(OTHERS, json));
  }

  private static EventContract parse(String key, String json) {
    try {
      EventContract contract = EventContract.parse(json);
      EventReader.of(contract);
      return contract;
    } catch (IllegalArgumentException cause) {
      throw new ConfigException(key, json, cause.getMessage());
    }
  }

  /**
   * @return null for a topic without contract
   */
  public EventContract of(String topic) {
    return byTopic.getOrDefault(topic, others);
  }

  /** The topics that a sink's configuration names. */
  public static Set<String> named(Map<String, String> properties) {
    Set<String> named = new TreeSet<>();
    Arrays.stream(properties.getOrDefault(SinkTask.TOPICS_CONFIG, "").split(","))
        .map(String::trim)
        .filter(topic -> !topic.isEmpty())
        .forEach(named::add);
    return named;
  }

  /** The pattern by which a sink finds topics, or null. */
  public static String pattern(Map<String, String> properties) {
    String pattern = properties.getOrDefault(SinkTask.TOPICS_REGEX_CONFIG, "");
    return pattern.isEmpty() ? null : pattern;
  }
}
