package pipeline.connect.format;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Row;

/**
 * Writes rows as records of a schema: the columns, the undeclared members, and the record's
 * coordinates.
 */
final class AvroRows implements DatumWriter<Row> {
  private final boolean hasPartition;
  private final boolean hasOffset;
  private final AvroRows beside;
  private final int[] slots;
  private final AvroValue[] values;
  private int partition;
  private long offset;

  /** `rest` is the slot of the undeclared members, or -1 when there are none. */
  AvroRows(Schema schema, List<Columns.Column> columns, int rest, Coordinates coordinates) {
    hasPartition = coordinates.has(Coordinate.PARTITION);
    hasOffset = coordinates.has(Coordinate.OFFSET);
    EventContract others = coordinates.contract();
    beside =
        others == null
            ? null
            : new AvroRows(
                schema, List.copyOf(new Columns(others).together()), -1, Coordinates.NONE);
    int count = columns.size() + (rest < 0 ? 0 : 1);
    slots = new int[count];
    values = new AvroValue[count];
    for (int i = 0; i < columns.size(); i++) {
      Columns.Column column = columns.get(i);
      AvroValue value = AvroValue.of(column.field(), rest >= 0);
      slots[i] = column.slot();
      values[i] =
          schema.getField(column.name()).schema().isUnion() ? AvroValue.optional(value) : value;
    }
    if (rest < 0) return;
    slots[count - 1] = rest;
    values[count - 1] = AvroValue.optional(AvroValue::rest);
  }

  @Override
  public void setSchema(Schema schema) {
    // it is known
  }

  /** The place in the topic of the next row. */
  void at(int partition, long offset) {
    this.partition = partition;
    this.offset = offset;
  }

  @Override
  public void write(Row row, Encoder out) throws IOException {
    for (int i = 0; i < values.length; i++) values[i].write(row, slots[i], out);
    if (hasPartition) out.writeInt(partition);
    if (hasOffset) out.writeLong(offset);
    if (beside != null) beside.write(row.beside(), out);
  }
}
