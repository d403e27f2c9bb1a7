package pipeline.connect.format;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Field;
import pipeline.connect.event.Row;

/** Hands one value of a row, which is there, to Parquet. */
interface ColumnWriter {
  void write(Row row, int slot, RecordConsumer out);

  /** The writer for a field; `restKept`: nested objects carry their undeclared members. */
  static ColumnWriter of(Field field, boolean restKept) {
    if (field instanceof Field.StringField text) return text(text);
    if (field instanceof Field.IntegerField)
      return (row, slot, out) -> out.addLong(row.number(slot));
    if (field instanceof Field.BooleanField)
      return (row, slot, out) -> out.addBoolean(row.number(slot) == 1);
    if (field instanceof Field.ArrayField array) return new ListWriter(of(array.items(), restKept));
    if (field instanceof Field.ObjectField object) return new GroupWriter(object, restKept);
    return ((Field.NumberField) field).decimals() == null
        ? (row, slot, out) -> out.addDouble(Double.longBitsToDouble(row.number(slot)))
        : (row, slot, out) -> out.addLong(row.number(slot));
  }

  private static ColumnWriter text(Field.StringField field) {
    return switch (field.format()) {
      case DATE_TIME, LOCAL_DATE_TIME -> (row, slot, out) -> out.addLong(row.number(slot));
      case DATE -> (row, slot, out) -> out.addInteger((int) row.number(slot));
      default ->
          (row, slot, out) ->
              out.addBinary(
                  Binary.fromReusedByteArray(
                      row.textSource(slot), row.textStart(slot), row.textLength(slot)));
    };
  }
}
