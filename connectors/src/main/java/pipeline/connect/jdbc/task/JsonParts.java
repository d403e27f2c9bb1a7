package pipeline.connect.jdbc.task;

import java.util.Arrays;
import pipeline.connect.event.Columns;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/** Reads an object by its contract, and hands out the objects in it as their texts. */
final class JsonParts {
  private final Columns columns;
  private final EventReader reader;
  private final Row row;

  JsonParts(EventContract contract) {
    columns = new Columns(contract);
    reader = EventReader.withJson(contract);
    row = reader.newRow();
  }

  void read(byte[] json) throws ContractViolation {
    reader.read(json, row);
  }

  /** A text in it; null where there is none. */
  String text(String field) {
    return row.text(field);
  }

  /** The text of an object in it; null where there is none. */
  byte[] json(String field) {
    for (Columns.Column column : columns.of(row.type())) {
      if (!column.name().equals(field)) continue;
      int slot = column.slot();
      if (!row.has(slot)) return null;
      int start = row.textStart(slot);
      return Arrays.copyOfRange(row.textSource(slot), start, start + row.textLength(slot));
    }
    return null;
  }
}
