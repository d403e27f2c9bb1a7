package pipeline.connect.format;

import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Row;

/** Columns of a schema that stand side by side, and come out of one row. */
final class RowColumns {
  private final int first;
  private final String[] names;
  private final int[] slots;
  private final ColumnWriter[] writers;

  /**
   * @param first place of the first of them in the schema
   * @param rest slot of the undeclared members, or -1 when there are none
   */
  RowColumns(int first, List<Columns.Column> columns, int rest) {
    this.first = first;
    int count = columns.size() + (rest < 0 ? 0 : 1);
    names = new String[count];
    slots = new int[count];
    writers = new ColumnWriter[count];
    for (int i = 0; i < columns.size(); i++) {
      Columns.Column column = columns.get(i);
      set(i, column.name(), column.slot(), ColumnWriter.of(column.field(), rest >= 0));
    }
    if (rest >= 0) set(count - 1, ParquetSchema.REST, rest, new RestWriter());
  }

  /** The columns of a contract without types; of null: none. */
  static RowColumns of(int first, EventContract contract) {
    List<Columns.Column> none = List.of();
    return new RowColumns(
        first, contract == null ? none : List.copyOf(new Columns(contract).together()), -1);
  }

  private void set(int index, String name, int slot, ColumnWriter writer) {
    names[index] = name;
    slots[index] = slot;
    writers[index] = writer;
  }

  int count() {
    return names.length;
  }

  void write(Row row, RecordConsumer out) {
    for (int i = 0; i < names.length; i++) {
      if (!row.has(slots[i])) continue;
      out.startField(names[i], first + i);
      writers[i].write(row, slots[i], out);
      out.endField(names[i], first + i);
    }
  }
}
