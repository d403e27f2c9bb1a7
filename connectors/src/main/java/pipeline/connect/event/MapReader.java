package pipeline.connect.event;

import java.util.HashSet;
import java.util.Set;

/** Reads an object of any names; its entries are chained in the row. */
final class MapReader extends ValueReader {
  private final ValueReader values;

  MapReader(boolean required, ValueReader values) {
    super(required);
    this.values = values;
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    if (next != '{') throw ViolationMessages.expected("an object", in);
    in.open();
    row.set(slot, 0, 0);
    if (in.closes('}')) return;
    Set<String> seen = new HashSet<>();
    int count = 0;
    int entry = -1;
    do {
      in.next();
      in.name();
      String name = in.text();
      entry = row.entry(slot, entry, count++);
      name(in, row, row.name(entry));
      if (!seen.add(name))
        throw new ContractViolation("stands twice").under(ViolationMessages.shown(name));
      value(in, row, entry, name);
    } while (in.more('}'));
  }

  private static void name(JsonScanner in, Row row, int slot) {
    if (!in.escaped()) {
      row.set(slot, in.start(), in.length());
      return;
    }
    int at = row.reserve(in.length());
    row.set(slot, ~at, JsonText.unescape(in.bytes(), in.start(), in.length(), row.scratch(), at));
  }

  private void value(JsonScanner in, Row row, int slot, String name) throws ContractViolation {
    try {
      values.read(in, row, slot);
    } catch (ContractViolation violation) {
      throw violation.under(ViolationMessages.shown(name));
    }
  }
}
