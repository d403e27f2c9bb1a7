package pipeline.connect.encoding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import pipeline.connect.event.ContractViolation;

/** Writes an Avro value as JSON by the table of docs/registry.md, always the same text for it. */
final class AvroJson {
  /** Writes one value of a schema. */
  private interface Part {
    void write(Object value, StringBuilder out) throws ContractViolation;
  }

  private final Part root;

  AvroJson(Schema schema) {
    root = part(schema, new IdentityHashMap<>());
  }

  String text(Object value) throws ContractViolation {
    StringBuilder out = new StringBuilder();
    root.write(value, out);
    return out.toString();
  }

  /** A schema may hold itself: what is being made is found in `made`. */
  private static Part part(Schema schema, Map<Schema, Part[]> made) {
    if (schema.getType() != Schema.Type.RECORD) return simple(schema, made);
    Part[] known = made.get(schema);
    if (known == null) {
      Part[] own = new Part[1];
      made.put(schema, own);
      own[0] = record(schema, made);
      return own[0];
    }
    return (value, out) -> known[0].write(value, out);
  }

  private static Part simple(Schema schema, Map<Schema, Part[]> made) {
    return switch (schema.getType()) {
      case NULL -> (value, out) -> out.append("null");
      case BOOLEAN -> (value, out) -> out.append((boolean) value);
      case INT, LONG -> AvroTimes.of(schema) == null ? AvroJson::whole : AvroJson.time(schema);
      case FLOAT, DOUBLE ->
          (value, out) -> out.append(EcmaNumbers.text(((Number) value).doubleValue()));
      case STRING -> (value, out) -> JsonText.quote(unicode(value), out);
      case ENUM -> (value, out) -> JsonText.quote(value.toString(), out);
      case BYTES -> bytes(schema);
      case FIXED -> bytes(schema);
      case ARRAY -> list(part(schema.getElementType(), made));
      case MAP -> map(part(schema.getValueType(), made));
      case UNION -> union(schema, made);
      case RECORD -> throw new IllegalStateException("records are made apart");
    };
  }

  private static void whole(Object value, StringBuilder out) {
    out.append(((Number) value).longValue());
  }

  private static Part time(Schema schema) {
    AvroTimes times = AvroTimes.of(schema);
    return (value, out) -> JsonText.quote(times.text(((Number) value).longValue()), out);
  }

  private static Part record(Schema schema, Map<Schema, Part[]> made) {
    List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
    List<Part> parts = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) parts.add(part(field.schema(), made));
    return (value, out) -> {
      IndexedRecord record = (IndexedRecord) value;
      for (int at = 0; at < names.size(); at++) {
        out.append(at == 0 ? '{' : ',');
        JsonText.quote(names.get(at), out);
        out.append(':');
        try {
          parts.get(at).write(record.get(at), out);
        } catch (ContractViolation violation) {
          throw violation.under(names.get(at));
        }
      }
      out.append(names.isEmpty() ? "{}" : "}");
    };
  }

  private static Part list(Part item) {
    return (value, out) -> {
      char before = '[';
      for (Object one : (Iterable<?>) value) {
        out.append(before);
        item.write(one, out);
        before = ',';
      }
      out.append(before == '[' ? "[]" : "]");
    };
  }

  /** Sorted: an Avro map has no order. */
  private static Part map(Part item) {
    return (value, out) -> {
      Map<String, Object> sorted = new TreeMap<>();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet())
        sorted.put(unicode(entry.getKey()), entry.getValue());
      char before = '{';
      for (Map.Entry<String, Object> entry : sorted.entrySet()) {
        out.append(before);
        JsonText.quote(entry.getKey(), out);
        out.append(':');
        item.write(entry.getValue(), out);
        before = ',';
      }
      out.append(before == '{' ? "{}" : "}");
    };
  }

  private static Part union(Schema schema, Map<Schema, Part[]> made) {
    List<Part> branches = new ArrayList<>();
    for (Schema branch : schema.getTypes()) branches.add(part(branch, made));
    return (value, out) ->
        branches.get(GenericData.get().resolveUnion(schema, value)).write(value, out);
  }

  private static Part bytes(Schema schema) {
    Integer scale = Logical.scale(schema);
    boolean uuid = Logical.is(schema, "uuid") && schema.getType() == Schema.Type.FIXED;
    return (value, out) -> {
      byte[] bytes = value instanceof GenericFixed fixed ? fixed.bytes() : copy((ByteBuffer) value);
      if (scale != null) out.append(decimal(bytes, scale));
      else if (uuid) JsonText.quote(Logical.uuid(bytes), out);
      else JsonText.quote(Base64.getEncoder().encodeToString(bytes), out);
    };
  }

  private static String decimal(byte[] bytes, int scale) throws ContractViolation {
    if (bytes.length == 0) throw new ContractViolation("a decimal without bytes");
    return new BigDecimal(new BigInteger(bytes), scale).toPlainString();
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Bytes that are no UTF-8 would become other text. */
  private static String unicode(Object value) throws ContractViolation {
    if (!(value instanceof Utf8 utf8)) return value.toString();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(utf8.getBytes(), 0, utf8.getByteLength());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException broken) {
      throw new ContractViolation("a text that is no UTF-8");
    }
  }
}
