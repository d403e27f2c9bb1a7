package pipeline.connect.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import pipeline.connect.event.ContractViolation;

/**
 * Makes Avro values of JSON: the reverse of AvroJson. Times are cut to the unit of their schema.
 */
final class AvroValues {
  /** Makes one value of a schema. */
  private interface Part {
    Object of(JsonNode json) throws ContractViolation;
  }

  private final Part root;

  AvroValues(Schema schema) {
    root = part(schema, new IdentityHashMap<>());
  }

  /**
   * @throws ContractViolation when the JSON is no value of the schema
   */
  Object of(JsonNode json) throws ContractViolation {
    return root.of(json);
  }

  /** A schema may hold itself: what is being made is found in `made`. */
  private static Part part(Schema schema, Map<Schema, Part[]> made) {
    if (schema.getType() != Schema.Type.RECORD) return simple(schema, made);
    Part[] known = made.get(schema);
    if (known != null) return json -> known[0].of(json);
    Part[] own = new Part[1];
    made.put(schema, own);
    own[0] = record(schema, made);
    return own[0];
  }

  private static Part simple(Schema schema, Map<Schema, Part[]> made) {
    return switch (schema.getType()) {
      case NULL -> json -> json.isNull() ? null : refuse("null", json);
      case BOOLEAN -> json -> json.isBoolean() ? json.booleanValue() : refuse("a boolean", json);
      case INT -> json -> (int) whole(schema, json, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> json -> whole(schema, json, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> json -> json.isNumber() ? json.floatValue() : refuse("a number", json);
      case DOUBLE -> json -> json.isNumber() ? json.doubleValue() : refuse("a number", json);
      case STRING -> json -> json.isTextual() ? json.textValue() : refuse("text", json);
      case ENUM -> json -> symbol(schema, json);
      case BYTES -> json -> ByteBuffer.wrap(bytes(schema, json));
      case FIXED -> json -> new GenericData.Fixed(schema, bytes(schema, json));
      case ARRAY -> list(part(schema.getElementType(), made));
      case MAP -> map(part(schema.getValueType(), made));
      case UNION -> union(schema.getTypes().stream().map(branch -> part(branch, made)).toList());
      case RECORD -> throw new IllegalStateException("records are made apart");
    };
  }

  private static long whole(Schema schema, JsonNode json, long lowest, long highest)
      throws ContractViolation {
    AvroTimes time = AvroTimes.of(schema);
    if (time != null)
      return time.units(json.isTextual() ? json.textValue() : refuse("text of a time", json));
    if (!json.isIntegralNumber()) return refuse("a whole number", json);
    if (!json.canConvertToLong() || json.longValue() < lowest || json.longValue() > highest)
      throw new ContractViolation(json + " is no " + schema.getType().getName());
    return json.longValue();
  }

  private static Object symbol(Schema schema, JsonNode json) throws ContractViolation {
    if (!json.isTextual() || !schema.hasEnumSymbol(json.textValue()))
      return refuse("one of " + String.join(", ", schema.getEnumSymbols()), json);
    return new GenericData.EnumSymbol(schema, json.textValue());
  }

  private static byte[] bytes(Schema schema, JsonNode json) throws ContractViolation {
    boolean fixed = schema.getType() == Schema.Type.FIXED;
    Integer scale = Logical.scale(schema);
    byte[] bytes;
    if (scale != null) bytes = decimal(schema, scale, json);
    else bytes = fixed && Logical.is(schema, "uuid") ? uuid(json) : base64(json);
    if (fixed && bytes.length != schema.getFixedSize())
      throw new ContractViolation("it has not " + schema.getFixedSize() + " bytes");
    return bytes;
  }

  private static byte[] decimal(Schema schema, int scale, JsonNode json) throws ContractViolation {
    if (!json.isNumber()) return refuse("a decimal", json);
    BigDecimal number = json.decimalValue().stripTrailingZeros();
    if (number.scale() > scale)
      throw new ContractViolation(json + " has more than " + scale + " digits");
    number = number.setScale(scale);
    if (number.precision() > Logical.precision(schema))
      throw new ContractViolation(
          json + " has more than " + Logical.precision(schema) + " digits in all");
    byte[] digits = number.unscaledValue().toByteArray();
    if (schema.getType() != Schema.Type.FIXED || digits.length >= schema.getFixedSize())
      return digits;
    byte[] padded = new byte[schema.getFixedSize()];
    Arrays.fill(padded, (byte) (number.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, padded, padded.length - digits.length, digits.length);
    return padded;
  }

  private static byte[] uuid(JsonNode json) throws ContractViolation {
    try {
      UUID uuid = UUID.fromString(json.asText());
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    } catch (IllegalArgumentException wrong) {
      return refuse("text of a uuid", json);
    }
  }

  private static byte[] base64(JsonNode json) throws ContractViolation {
    if (!json.isTextual()) return refuse("base64", json);
    try {
      return Base64.getDecoder().decode(json.textValue());
    } catch (IllegalArgumentException wrong) {
      throw new ContractViolation("it is no base64");
    }
  }

  private static Part list(Part item) {
    return json -> {
      if (!json.isArray()) return refuse("a list", json);
      List<Object> items = new ArrayList<>(json.size());
      for (JsonNode one : json) items.add(item.of(one));
      return items;
    };
  }

  private static Part map(Part item) {
    return json -> {
      if (!json.isObject()) return refuse("an object", json);
      Map<String, Object> members = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> member : json.properties())
        members.put(member.getKey(), within(member.getKey(), item, member.getValue()));
      return members;
    };
  }

  /** The first branch that takes the value. */
  private static Part union(List<Part> branches) {
    return json -> {
      ContractViolation first = null;
      for (Part branch : branches) {
        try {
          return branch.of(json);
        } catch (ContractViolation violation) {
          if (first == null || !json.isNull()) first = violation;
        }
      }
      throw first == null ? new ContractViolation("no branch of its union takes it") : first;
    };
  }

  private static Part record(Schema schema, Map<Schema, Part[]> made) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields())
      parts.put(field.name(), part(field.schema(), made));
    return json -> {
      if (!json.isObject()) return refuse("an object", json);
      for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!parts.containsKey(name))
          throw new ContractViolation("the schema has no such field").under(name);
      }
      GenericData.Record record = new GenericData.Record(schema);
      for (Schema.Field field : schema.getFields())
        record.put(field.pos(), member(field, parts.get(field.name()), json.get(field.name())));
      return record;
    };
  }

  /** Of an absent member the default, or null where the schema takes it. */
  private static Object member(Schema.Field field, Part part, JsonNode json)
      throws ContractViolation {
    if (json != null) return within(field.name(), part, json);
    if (field.hasDefaultValue()) return GenericData.get().getDefaultValue(field);
    if (field.schema().isNullable()) return null;
    throw new ContractViolation("is missing").under(field.name());
  }

  private static Object within(String name, Part part, JsonNode json) throws ContractViolation {
    try {
      return part.of(json);
    } catch (ContractViolation violation) {
      throw violation.under(name);
    }
  }

  private static <T> T refuse(String expected, JsonNode json) throws ContractViolation {
    String found = json.getNodeType().name().toLowerCase(Locale.ROOT);
    throw new ContractViolation("expected " + expected + ", found " + found);
  }
}
