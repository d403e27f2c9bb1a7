package pipeline.connect.format;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Row;

/** Writes a map in Parquet's three levels. */
final class MapWriter implements ColumnWriter {
  private final ColumnWriter values;

  MapWriter(ColumnWriter values) {
    this.values = values;
  }

  @Override
  public void write(Row row, int slot, RecordConsumer out) {
    out.startGroup();
    int count = row.count(slot);
    if (count > 0) {
      out.startField("key_value", 0);
      int entry = row.firstItem(slot);
      for (int i = 0; i < count; i++, entry = row.nextItem(entry)) entry(row, entry, out);
      out.endField("key_value", 0);
    }
    out.endGroup();
  }

  private void entry(Row row, int entry, RecordConsumer out) {
    int name = row.name(entry);
    out.startGroup();
    out.startField("key", 0);
    out.addBinary(
        Binary.fromReusedByteArray(
            row.textSource(name), row.textStart(name), row.textLength(name)));
    out.endField("key", 0);
    if (row.has(entry)) {
      out.startField("value", 1);
      values.write(row, entry, out);
      out.endField("value", 1);
    }
    out.endGroup();
  }
}
