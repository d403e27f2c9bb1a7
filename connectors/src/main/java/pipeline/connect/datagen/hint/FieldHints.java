package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * The hints by field name; {@code TYPE.FIELD} and {@code TOPIC.FIELD} mean the field of that type
 * or topic only. Remembers which were used, so that one which names no field is refused.
 */
public final class FieldHints {
  private final long seed;
  private final JsonNode json;
  private final String topic;
  private final Set<String> unused;

  private FieldHints(long seed, JsonNode json, String topic, Set<String> unused) {
    this.seed = seed;
    this.json = json;
    this.topic = topic;
    this.unused = unused;
  }

  public static FieldHints of(long seed, JsonNode json) {
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return new FieldHints(seed, json, null, names);
  }

  /** The hints as they hold for one topic. */
  public FieldHints of(String topicName) {
    return new FieldHints(seed, json, topicName, unused);
  }

  /**
   * @throws ConfigException when a hint was for no field
   */
  public void refuseUnused() {
    if (!unused.isEmpty()) {
      throw new ConfigException(
          "fields: no event of these topics has a field " + String.join(", ", unused));
    }
  }

  long seed() {
    return seed;
  }

  /** The most particular hint of a field, or null. */
  Hint of(String type, String field) {
    Hint found = null;
    for (String name : new String[] {field, topic + "." + field, type + "." + field}) {
      if (!json.has(name)) continue;
      unused.remove(name);
      found = new Hint("fields." + name, json.get(name));
    }
    return found;
  }
}
