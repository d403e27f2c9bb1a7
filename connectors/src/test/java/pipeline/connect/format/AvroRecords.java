package pipeline.connect.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Reads an Avro file in memory with Avro's own generic reader, in the notation of the vectors. */
public final class AvroRecords {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AvroRecords() {}

  static DataFileReader<GenericRecord> open(byte[] file) throws IOException {
    return new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>());
  }

  public static List<ObjectNode> read(byte[] file) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader = open(file)) {
      for (GenericRecord record : reader) rows.add(object(record));
    }
    return rows;
  }

  private static ObjectNode object(GenericRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) object.set(field.name(), value(value, field.schema()));
    }
    return object;
  }

  private static JsonNode value(Object value, Schema schema) {
    if (value == null) return JSON.nullNode();
    return switch (schema.getType()) {
      case UNION -> value(value, schema.getTypes().get(1));
      case STRING -> JSON.textNode(value.toString());
      case INT, LONG -> JSON.textNode(value.toString());
      case DOUBLE -> JSON.numberNode((Double) value);
      case BOOLEAN -> JSON.booleanNode((Boolean) value);
      case BYTES -> bytes((ByteBuffer) value, schema);
      case RECORD -> object((GenericRecord) value);
      case ARRAY -> {
        ArrayNode items = JSON.arrayNode();
        for (Object item : (List<?>) value) items.add(value(item, schema.getElementType()));
        yield items;
      }
      case MAP -> {
        ObjectNode entries = JSON.objectNode();
        ((Map<?, ?>) value)
            .forEach((key, one) -> entries.set(key.toString(), value(one, schema.getValueType())));
        yield entries;
      }
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private static JsonNode bytes(ByteBuffer buffer, Schema schema) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return schema.getLogicalType() instanceof LogicalTypes.Decimal
        ? JSON.textNode(new BigInteger(bytes).toString())
        : JSON.textNode(Base64.getEncoder().encodeToString(bytes));
  }
}
