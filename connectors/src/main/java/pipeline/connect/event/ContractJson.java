package pipeline.connect.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the canonical JSON of a contract; every complaint names the place. */
final class ContractJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final JsonNode root;

  ContractJson(JsonNode root) {
    this.root = root;
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException error) {
      throw new IllegalArgumentException(
          "the event contract is not JSON: " + error.getOriginalMessage(), error);
    }
  }

  /** The contract's JSON with these of the common fields, undeclared ones kept. */
  static String only(JsonNode contract, Collection<String> names) {
    ObjectNode all = contract.deepCopy();
    all.remove(List.of("aliases", "by", "change", "encoding", "types", "unknown"));
    JsonNode fields = required(contract, "fields", "the event contract");
    ObjectNode kept = all.putObject("fields");
    for (String name : names) kept.set(name, required(fields, name, "fields"));
    return all.toString();
  }

  /** The contract's JSON with the fields of one object alone, without being a change any more. */
  static String inside(JsonNode contract, String name) {
    ObjectNode all = contract.deepCopy();
    all.remove("change");
    JsonNode object = required(required(contract, "fields", "the event contract"), name, "fields");
    all.set("fields", required(object, "fields", name));
    return all.toString();
  }

  String change() {
    return text(root, "change");
  }

  String name() {
    return required(root, "name", "the event contract").asText();
  }

  String by() {
    if (!root.hasNonNull("by")) return null;
    String by = root.get("by").asText();
    if (!(fields().get(by) instanceof Field.StringField))
      throw wrong("by", by + " is no string field of the contract");
    return by;
  }

  ZoneId timezone() {
    if (!root.hasNonNull("timezone")) return null;
    try {
      return ZoneId.of(root.get("timezone").asText());
    } catch (DateTimeException error) {
      throw wrong("timezone", root.get("timezone").asText() + " is no time zone");
    }
  }

  boolean unknownKept() {
    return !"reject".equals(root.path("unknown").asText("keep"));
  }

  /** Null for values that are JSON as they come. */
  Encoding encoding() {
    if (!root.hasNonNull("encoding")) return null;
    JsonNode encoding = root.get("encoding");
    return new Encoding(
        required(encoding, "format", "encoding").asText(),
        text(encoding, "subject"),
        count(encoding, "version"),
        text(encoding, "schema"));
  }

  Map<String, Field> fields() {
    return fields(required(root, "fields", "the event contract"), "fields");
  }

  Map<String, Map<String, Field>> types() {
    Map<String, Map<String, Field>> types = new LinkedHashMap<>();
    root.path("types")
        .properties()
        .forEach(
            type -> types.put(type.getKey(), fields(type.getValue(), "types." + type.getKey())));
    if (types.isEmpty() == root.hasNonNull("by"))
      throw wrong("types", "a union needs both by and types");
    return Collections.unmodifiableMap(types);
  }

  Map<String, String> aliases() {
    Map<String, String> aliases = new LinkedHashMap<>();
    root.path("aliases")
        .properties()
        .forEach(
            alias -> {
              if (!root.path("types").has(alias.getValue().asText())) {
                throw wrong(
                    "aliases." + alias.getKey(),
                    alias.getValue().asText() + " is no type of the contract");
              }
              aliases.put(alias.getKey(), alias.getValue().asText());
            });
    return Collections.unmodifiableMap(aliases);
  }

  private Map<String, Field> fields(JsonNode node, String where) {
    Map<String, Field> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals("_rest"))
                throw wrong(where, "_rest is the column of undeclared fields");
              fields.put(entry.getKey(), field(entry.getValue(), where + "." + entry.getKey()));
            });
    return Collections.unmodifiableMap(fields);
  }

  private Field field(JsonNode node, String where) {
    boolean required = node.path("required").asBoolean(true);
    return switch (required(node, "type", where).asText()) {
      case "string" ->
          new Field.StringField(
              required,
              format(node, where),
              text(node, "pattern"),
              count(node, "minLength"),
              count(node, "maxLength"),
              texts(node),
              fraction(node, where),
              node.hasNonNull("decimals") ? decimals(node, where) : 0,
              bounds(node));
      case "integer" ->
          new Field.IntegerField(required, epoch(node, where), bounds(node), numbers(node));
      case "number" ->
          new Field.NumberField(required, bounds(node), numbers(node), decimals(node, where));
      case "boolean" -> new Field.BooleanField(required);
      case "array" ->
          new Field.ArrayField(
              required,
              field(required(node, "items", where), where + ".items"),
              count(node, "minItems"),
              count(node, "maxItems"));
      case "map" ->
          new Field.MapField(required, field(required(node, "values", where), where + ".values"));
      case "any" -> new Field.AnyField(required);
      case "object" -> object(required, fields(required(node, "fields", where), where), where);
      default -> throw wrong(where, node.get("type").asText() + " is no type");
    };
  }

  private Field object(boolean required, Map<String, Field> fields, String where) {
    if (fields.isEmpty() && !unknownKept())
      throw wrong(where, "an object without fields can hold nothing");
    return new Field.ObjectField(required, fields);
  }

  private static Field.Format format(JsonNode node, String where) {
    if (!node.hasNonNull("format")) return Field.Format.PLAIN;
    String label = node.get("format").asText();
    return Arrays.stream(Field.Format.values())
        .filter(format -> format.label().equals(label) && format != Field.Format.PLAIN)
        .findFirst()
        .orElseThrow(() -> wrong(where, label + " is no format"));
  }

  private static Field.Format epoch(JsonNode node, String where) {
    Field.Format format = format(node, where);
    return switch (format) {
      case PLAIN, EPOCH_SECONDS, EPOCH_MILLISECONDS, EPOCH_MICROSECONDS -> format;
      default -> throw wrong(where, format.label() + " is no format of an integer");
    };
  }

  private static Field.Fraction fraction(JsonNode node, String where) {
    String word = node.path("fraction").asText("reject");
    return switch (word) {
      case "reject" -> Field.Fraction.REJECT;
      case "cut" -> Field.Fraction.CUT;
      case "nanoseconds" -> Field.Fraction.NANOSECONDS;
      default -> throw wrong(where, word + " is no fraction");
    };
  }

  private static Field.Bounds bounds(JsonNode node) {
    return new Field.Bounds(
        number(node, "minimum"),
        number(node, "maximum"),
        number(node, "exclusiveMinimum"),
        number(node, "exclusiveMaximum"));
  }

  private static Integer decimals(JsonNode node, String where) {
    Integer decimals = count(node, "decimals");
    if (decimals != null && (decimals < 0 || decimals > 18))
      throw wrong(where, "decimals must be 0 to 18");
    return decimals;
  }

  private static String text(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).asText() : null;
  }

  private static Integer count(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).asInt() : null;
  }

  private static BigDecimal number(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).decimalValue() : null;
  }

  private static List<String> texts(JsonNode node) {
    if (!node.hasNonNull("enum")) return null;
    List<String> texts = new ArrayList<>();
    node.get("enum").forEach(value -> texts.add(value.asText()));
    return List.copyOf(texts);
  }

  private static List<BigDecimal> numbers(JsonNode node) {
    if (!node.hasNonNull("enum")) return null;
    List<BigDecimal> numbers = new ArrayList<>();
    node.get("enum").forEach(value -> numbers.add(value.decimalValue()));
    return List.copyOf(numbers);
  }

  private static JsonNode required(JsonNode node, String key, String where) {
    if (!node.hasNonNull(key)) throw wrong(where, key + " is missing");
    return node.get(key);
  }

  private static IllegalArgumentException wrong(String where, String what) {
    return new IllegalArgumentException("event contract, " + where + ": " + what);
  }
}
