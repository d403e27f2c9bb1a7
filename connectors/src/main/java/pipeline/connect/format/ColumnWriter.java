package pipeline.connect.format;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Field;
import pipeline.connect.event.Row;
import pipeline.connect.event.StoredAs;

/** Hands one value of a row, which is there, to Parquet. */
interface ColumnWriter {
  void write(Row row, int slot, RecordConsumer out);

  /** The writer for a field; `restKept`: nested objects carry their undeclared members. */
  static ColumnWriter of(Field field, boolean restKept) {
    return switch (StoredAs.of(field)) {
      case INTEGER, DECIMAL, MICROS, NANOS -> (row, slot, out) -> out.addLong(row.number(slot));
      case DATE -> (row, slot, out) -> out.addInteger((int) row.number(slot));
      case DOUBLE -> (row, slot, out) -> out.addDouble(Double.longBitsToDouble(row.number(slot)));
      case BOOLEAN -> (row, slot, out) -> out.addBoolean(row.number(slot) == 1);
      case LIST -> new ListWriter(of(((Field.ArrayField) field).items(), restKept));
      case MAP -> new MapWriter(of(((Field.MapField) field).values(), restKept));
      case GROUP -> new GroupWriter((Field.ObjectField) field, restKept);
      case TEXT, BYTES, JSON ->
          (row, slot, out) ->
              out.addBinary(
                  Binary.fromReusedByteArray(
                      row.textSource(slot), row.textStart(slot), row.textLength(slot)));
    };
  }
}
