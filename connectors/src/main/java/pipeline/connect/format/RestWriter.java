package pipeline.connect.format;

import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import pipeline.connect.event.Row;

/** Writes an object's undeclared members as one JSON object, each as it stood in the value. */
final class RestWriter implements ColumnWriter {
  @Override
  public void write(Row row, int slot, RecordConsumer out) {
    out.addBinary(Binary.fromConstantByteArray(json(row, slot)));
  }

  static byte[] json(Row row, int slot) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    int member = row.firstItem(slot);
    for (int i = 0; i < row.count(slot); i++, member = row.nextItem(member)) {
      json.write(i == 0 ? '{' : ',');
      json.write(row.textSource(member), row.textStart(member), row.textLength(member));
    }
    json.write('}');
    return json.toByteArray();
  }
}
