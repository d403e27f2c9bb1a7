package pipeline.mapreduce;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A record of an Avro file. */
record AvroFields(GenericRecord fields) implements Fields {
  @Override
  public Object value(String name) throws UnreadableRecord {
    Schema.Field field = fields.getSchema().getField(name);
    Object value = field == null ? null : fields.get(field.pos());
    return value == null ? null : value(name, value, branch(field.schema(), value));
  }

  /** Of a union, the type that the value has. */
  private static Schema branch(Schema schema, Object value) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    return schema.getTypes().get(GenericData.get().resolveUnion(schema, value));
  }

  private static Object value(String name, Object value, Schema schema) throws UnreadableRecord {
    return switch (schema.getType()) {
      case STRING, ENUM -> value.toString();
      case BOOLEAN -> value;
      case INT, LONG -> BigDecimal.valueOf(((Number) value).longValue());
      case FLOAT, DOUBLE -> Fields.number(name, ((Number) value).doubleValue());
      case BYTES -> decimal(name, (ByteBuffer) value, schema);
      case ARRAY, MAP, RECORD -> throw new UnreadableRecord(name + " is a list or an object");
      default -> throw other(name);
    };
  }

  private static BigDecimal decimal(String name, ByteBuffer value, Schema schema)
      throws UnreadableRecord {
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
      throw other(name);
    }
    byte[] unscaled = new byte[value.remaining()];
    value.duplicate().get(unscaled);
    return new BigDecimal(new BigInteger(unscaled), decimal.getScale());
  }

  private static UnreadableRecord other(String name) {
    return new UnreadableRecord(name + " is neither text, number nor truth value");
  }
}
