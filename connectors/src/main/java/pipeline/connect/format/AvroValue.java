package pipeline.connect.format;

import java.io.IOException;
import java.math.BigInteger;
import org.apache.avro.io.Encoder;
import pipeline.connect.event.Field;
import pipeline.connect.event.Row;
import pipeline.connect.event.StoredAs;

/** Writes one value of a row, which is there, in Avro's binary form. */
interface AvroValue {
  void write(Row row, int slot, Encoder out) throws IOException;

  /** The writer for a field; `restKept`: nested objects carry their undeclared members. */
  static AvroValue of(Field field, boolean restKept) {
    return switch (StoredAs.of(field)) {
      case INTEGER, MICROS, NANOS -> (row, slot, out) -> out.writeLong(row.number(slot));
      case DATE -> (row, slot, out) -> out.writeInt((int) row.number(slot));
      case DOUBLE -> (row, slot, out) -> out.writeDouble(Double.longBitsToDouble(row.number(slot)));
      case DECIMAL ->
          (row, slot, out) -> out.writeBytes(BigInteger.valueOf(row.number(slot)).toByteArray());
      case BOOLEAN -> (row, slot, out) -> out.writeBoolean(row.number(slot) == 1);
      case LIST -> list(item(((Field.ArrayField) field).items(), restKept));
      case MAP -> map(item(((Field.MapField) field).values(), restKept));
      case GROUP -> new AvroGroup((Field.ObjectField) field, restKept);
      case TEXT, BYTES, JSON -> AvroValue::text;
    };
  }

  /** The undeclared members of an object as one JSON object, each as it stood in the value. */
  static void rest(Row row, int slot, Encoder out) throws IOException {
    out.writeBytes(RestWriter.json(row, slot));
  }

  /** A union of null and a value. */
  static AvroValue optional(AvroValue value) {
    return (row, slot, out) -> {
      if (row.has(slot)) {
        out.writeIndex(1);
        value.write(row, slot, out);
      } else {
        out.writeIndex(0);
        out.writeNull();
      }
    };
  }

  private static AvroValue item(Field field, boolean restKept) {
    AvroValue value = of(field, restKept);
    return field.required() ? value : optional(value);
  }

  /** A text's bytes are written as Avro writes bytes: their number before them. */
  private static void text(Row row, int slot, Encoder out) throws IOException {
    out.writeBytes(row.textSource(slot), row.textStart(slot), row.textLength(slot));
  }

  private static AvroValue list(AvroValue items) {
    return (row, slot, out) -> {
      int count = row.count(slot);
      out.writeArrayStart();
      out.setItemCount(count);
      int item = row.firstItem(slot);
      for (int i = 0; i < count; i++, item = row.nextItem(item)) {
        out.startItem();
        items.write(row, item, out);
      }
      out.writeArrayEnd();
    };
  }

  private static AvroValue map(AvroValue values) {
    return (row, slot, out) -> {
      int count = row.count(slot);
      out.writeMapStart();
      out.setItemCount(count);
      int entry = row.firstItem(slot);
      for (int i = 0; i < count; i++, entry = row.nextItem(entry)) {
        out.startItem();
        text(row, row.name(entry), out);
        values.write(row, entry, out);
      }
      out.writeMapEnd();
    };
  }
}
