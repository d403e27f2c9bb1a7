package pipeline.connect.format;

import java.util.Map;
import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Field;
import pipeline.connect.event.Row;

/** Writes a nested object. */
final class GroupWriter implements ColumnWriter {
  private final String[] names;
  private final ColumnWriter[] writers;

  GroupWriter(Field.ObjectField object, boolean restKept) {
    int count = object.fields().size();
    names = new String[restKept ? count + 1 : count];
    writers = new ColumnWriter[names.length];
    int index = 0;
    for (Map.Entry<String, Field> field : object.fields().entrySet()) {
      names[index] = field.getKey();
      writers[index++] = ColumnWriter.of(field.getValue(), restKept);
    }
    if (!restKept) return;
    names[count] = ParquetSchema.REST;
    writers[count] = new RestWriter();
  }

  @Override
  public void write(Row row, int slot, RecordConsumer out) {
    int base = row.group(slot);
    out.startGroup();
    for (int i = 0; i < names.length; i++) {
      if (!row.has(base + i)) continue;
      out.startField(names[i], i);
      writers[i].write(row, base + i, out);
      out.endField(names[i], i);
    }
    out.endGroup();
  }
}
