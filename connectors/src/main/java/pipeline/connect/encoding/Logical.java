package pipeline.connect.encoding;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.Schema;

/** What a schema's `logicalType` makes of bytes; one that does not fit its schema is none. */
final class Logical {
  private Logical() {}

  static boolean is(Schema schema, String name) {
    return name.equals(schema.getProp("logicalType"));
  }

  /** Digits after the point of a decimal; null for other schemas. */
  static Integer scale(Schema schema) {
    if (!is(schema, "decimal")) return null;
    int precision = precision(schema);
    int scale = number(schema, "scale", 0);
    return precision > 0 && scale >= 0 && scale <= precision ? scale : null;
  }

  /** Digits of a decimal, before and after its point. */
  static int precision(Schema schema) {
    return number(schema, "precision", 0);
  }

  private static int number(Schema schema, String property, int otherwise) {
    Object value = schema.getObjectProp(property);
    if (value == null) return otherwise;
    return value instanceof Integer number ? number : -1;
  }

  static String uuid(byte[] bytes) {
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }
}
