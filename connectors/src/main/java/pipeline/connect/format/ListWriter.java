package pipeline.connect.format;

import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Row;

/** Writes a list in Parquet's three levels. */
final class ListWriter implements ColumnWriter {
  private final ColumnWriter items;

  ListWriter(ColumnWriter items) {
    this.items = items;
  }

  @Override
  public void write(Row row, int slot, RecordConsumer out) {
    out.startGroup();
    int count = row.count(slot);
    if (count > 0) {
      out.startField("list", 0);
      int item = row.firstItem(slot);
      for (int i = 0; i < count; i++, item = row.nextItem(item)) {
        out.startGroup();
        if (row.has(item)) {
          out.startField("element", 0);
          items.write(row, item, out);
          out.endField("element", 0);
        }
        out.endGroup();
      }
      out.endField("list", 0);
    }
    out.endGroup();
  }
}
