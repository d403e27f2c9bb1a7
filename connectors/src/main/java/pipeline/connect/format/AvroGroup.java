package pipeline.connect.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Encoder;
import pipeline.connect.event.Field;
import pipeline.connect.event.Row;

/** Writes a nested object. */
final class AvroGroup implements AvroValue {
  private final List<AvroValue> members = new ArrayList<>();

  AvroGroup(Field.ObjectField object, boolean restKept) {
    for (Field field : object.fields().values()) {
      AvroValue value = AvroValue.of(field, restKept);
      members.add(field.required() ? value : AvroValue.optional(value));
    }
    if (restKept) members.add(AvroValue.optional(AvroValue::rest));
  }

  @Override
  public void write(Row row, int slot, Encoder out) throws IOException {
    int base = row.group(slot);
    for (int i = 0; i < members.size(); i++) members.get(i).write(row, base + i, out);
  }
}
