package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.encoding.RegistrySettings;

/**
 * The connector's configuration; docs/http-source.md lists the keys. What stands under
 * `secret.query.*` and `secret.header.*` is undefined on purpose: the worker neither logs nor
 * answers with keys it does not know.
 */
final class HttpSourceConfig extends AbstractConfig {
  static final String URL = "url";
  static final String TOPIC = "topic";
  static final String TARGETS = "targets";
  static final String EVERY = "every.ms";
  static final String UNCHANGED = "unchanged";
  static final String ADD = "add";
  static final String RECORD = "record";
  static final String KEY = "key.field";
  static final String TIMEOUT = "timeout.ms";
  static final String LIMIT = "limit.bytes";
  static final String METHOD = "method";
  static final String BODY = "body";
  static final String EVENT = "event";
  static final String QUERY_PREFIX = "query.";
  static final String HEADER_PREFIX = "header.";
  static final String SECRET_PREFIX = "secret.";

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              Importance.HIGH,
              "Address to ask; {field} is a target's field.")
          .define(
              TOPIC, Type.STRING, ConfigDef.NO_DEFAULT_VALUE, Importance.HIGH, "Topic to write to.")
          .define(
              TARGETS,
              Type.STRING,
              "[{}]",
              Importance.HIGH,
              "JSON list of objects: what to ask for, each on its own schedule.")
          .define(
              EVERY,
              Type.LONG,
              ConfigDef.NO_DEFAULT_VALUE,
              Range.atLeast(100),
              Importance.HIGH,
              "How often each target is asked.")
          .define(
              UNCHANGED,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "Member or JSON pointer of the answer; the same value again is no new record.")
          .define(
              ADD,
              Type.LIST,
              List.of(),
              Importance.MEDIUM,
              "Fields of the target that the record gets.")
          .define(
              RECORD,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "JSON object, field to member or JSON pointer of the answer; without it, the whole answer.")
          .define(
              KEY,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "Field of the record whose value is its key.")
          .define(
              TIMEOUT,
              Type.LONG,
              10_000L,
              Range.atLeast(1),
              Importance.LOW,
              "How long an answer may take.")
          .define(
              LIMIT,
              Type.INT,
              1 << 20,
              Range.atLeast(1),
              Importance.LOW,
              "How large an answer may be.")
          .define(
              METHOD,
              Type.STRING,
              "GET",
              ConfigDef.ValidString.in("GET", "POST"),
              Importance.MEDIUM,
              "How it is asked.")
          .define(
              BODY,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "JSON that a POST sends; {field} in its texts as in the address.")
          .define(
              EVENT,
              Type.STRING,
              null,
              Importance.MEDIUM,
              "The topic's contract, where its values name a schema of the registry.");

  static {
    RegistrySettings.define(DEFINITION);
    ItemsConfig.define(DEFINITION);
    AuthConfig.define(DEFINITION);
  }

  private final List<Target> targets;
  private final Map<String, JsonPointer> mapping;
  private final ItemsConfig items;
  private final AuthConfig auth;
  private final JsonPointer unchanged;

  HttpSourceConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    auth = AuthConfig.of(this);
    items = ItemsConfig.of(this);
    String one = getString(UNCHANGED);
    unchanged = items != null || one == null ? null : Json.pointer(one);
    mapping = getString(RECORD) == null ? null : mapping(object(RECORD, tree(RECORD)));
    targets = targets(new Requests(this));
  }

  List<Target> targets() {
    return targets;
  }

  /**
   * Demands of the whole list, not of a task's share, that every placeholder finds its field
   * somewhere.
   */
  HttpSourceConfig checkPlaceholders() {
    for (String field : new Requests(this).fields()) {
      if (!moving().contains(field)
          && targets.stream().noneMatch(target -> target.fields().hasNonNull(field))) {
        throw new ConfigException(
            TARGETS + ": no target has the field " + field + " that {" + field + "} asks for");
      }
    }
    return this;
  }

  /** Fields of the record and where they stand in the answer; null: the whole answer. */
  Map<String, JsonPointer> mapping() {
    return mapping;
  }

  /** What the answers for a target become, from its offset on. */
  Reading reading(
      Target target, Requests requests, Map<String, ?> offset, Consumer<String> skipped) {
    Records records = new Records(this);
    return items == null
        ? new WholeAnswer(target, records, unchanged, offset)
        : new Walk(target, records, requests, items, offset, skipped);
  }

  /** The first request for a target is made of these fields. */
  ObjectNode firstFields(Target target) {
    if (items == null) return target.fields();
    ObjectNode fields = target.fields().deepCopy();
    items.pages().put(fields, null);
    return fields;
  }

  /** The fields of templates that come from where reading is. */
  private Set<String> moving() {
    return items == null ? Set.of() : items.fields();
  }

  /** Whether answers are lines of JSON. */
  boolean lines() {
    return items != null && items.items().list() == null;
  }

  AuthConfig auth() {
    return auth;
  }

  /** The body that is sent, or null. */
  JsonNode body() {
    return getString(BODY) == null ? null : tree(BODY);
  }

  /** Values by name of the keys that start with a prefix. */
  Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    originalsStrings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) found.put(key.substring(prefix.length()), value);
            });
    return found;
  }

  private List<Target> targets(Requests requests) {
    List<Target> found = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode node : tree(TARGETS)) {
      Target target = Target.of(object(TARGETS, node), requests.fields());
      for (String field : moving()) {
        if (target.fields().has(field))
          throw new ConfigException(
              TARGETS + ": {" + field + "} means where reading is, and a target has that field");
      }
      requests.check(target, firstFields(target));
      if (!ids.add(target.id()))
        throw new ConfigException(TARGETS + ": two targets make the same request, " + target);
      found.add(target);
    }
    if (found.isEmpty()) throw new ConfigException(TARGETS + ": there is none");
    return List.copyOf(found);
  }

  private static Map<String, JsonPointer> mapping(ObjectNode node) {
    Map<String, JsonPointer> mapping = new LinkedHashMap<>();
    node.properties()
        .forEach(field -> mapping.put(field.getKey(), Json.pointer(field.getValue().asText())));
    return mapping;
  }

  private JsonNode tree(String key) {
    try {
      return Json.MAPPER.readTree(getString(key));
    } catch (JsonProcessingException error) {
      throw new ConfigException(key + ": it is not JSON: " + error.getOriginalMessage());
    }
  }

  private static ObjectNode object(String key, JsonNode node) {
    if (node instanceof ObjectNode object) return object;
    throw new ConfigException(key + ": expected an object, found " + node);
  }
}
