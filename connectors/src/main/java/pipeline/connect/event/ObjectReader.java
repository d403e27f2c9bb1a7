package pipeline.connect.event;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an object's members into slots; undeclared ones are chained in the last slot or refused.
 */
final class ObjectReader extends ValueReader {
  private final FieldTable table;
  private final String[] names;
  private final ValueReader[] readers;
  private final int[] slots;
  private final int rest;
  private final boolean unknownKept;
  private final int requiredCount;

  /**
   * `slots` are relative to the object's first slot, as is `rest`, the slot of the undeclared
   * members.
   */
  ObjectReader(
      boolean required,
      String[] names,
      ValueReader[] readers,
      int[] slots,
      int rest,
      boolean unknownKept) {
    super(required);
    this.table = new FieldTable(List.of(names));
    this.names = names;
    this.readers = readers;
    this.slots = slots;
    this.rest = rest;
    this.unknownKept = unknownKept;
    int count = 0;
    for (ValueReader reader : readers) count += reader.required() ? 1 : 0;
    requiredCount = count;
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    if (next != '{') throw ViolationMessages.expected("an object", in);
    int base = row.frame(rest + 1);
    row.set(slot, base, 0);
    members(in, row, base);
  }

  /** Reads the object that is next into the slots from `base` on. */
  void members(JsonScanner in, Row row, int base) throws ContractViolation {
    if (in.next() != '{') throw ViolationMessages.expected("an object", in);
    in.open();
    int seen = 0;
    int guess = 0;
    int unknown = -1;
    if (!in.closes('}')) {
      do {
        in.next();
        int start = in.position();
        in.name();
        int index = index(in, row, guess);
        if (index < 0) {
          unknown = undeclared(in, row, base + rest, unknown, start);
        } else {
          member(index, in, row, base + slots[index]);
          if (readers[index].required()) seen++;
          guess = index + 1;
        }
      } while (in.more('}'));
    }
    if (seen < requiredCount) throw missing(row, base);
    if (unknown >= 0 && row.count(base + rest) > 1) refuseRepeated(in, row, base + rest);
  }

  private void member(int index, JsonScanner in, Row row, int slot) throws ContractViolation {
    if (!row.untouched(slot)) throw new ContractViolation("stands twice").under(names[index]);
    try {
      readers[index].read(in, row, slot);
    } catch (ContractViolation violation) {
      throw violation.under(names[index]);
    }
  }

  private int index(JsonScanner in, Row row, int guess) {
    if (!in.escaped()) return table.find(in.bytes(), in.start(), in.length(), guess);
    int at = row.reserve(in.length());
    int length = JsonText.unescape(in.bytes(), in.start(), in.length(), row.scratch(), at);
    return table.find(row.scratch(), at, length, guess);
  }

  private int undeclared(JsonScanner in, Row row, int slot, int previous, int start)
      throws ContractViolation {
    if (!unknownKept) {
      throw new ContractViolation("undeclared field").under(ViolationMessages.shown(in.text()));
    }
    in.skip();
    int item = row.item(slot, previous, previous < 0 ? 0 : row.count(slot));
    row.set(item, start, in.position() - start);
    return item;
  }

  private ContractViolation missing(Row row, int base) {
    for (int i = 0; i < readers.length; i++) {
      if (readers[i].required() && row.untouched(base + slots[i])) {
        return new ContractViolation("required, but missing").under(names[i]);
      }
    }
    throw new IllegalStateException("every required field of the object was read");
  }

  private static void refuseRepeated(JsonScanner in, Row row, int slot) throws ContractViolation {
    int behind = in.position();
    Set<String> seen = new HashSet<>();
    int item = row.firstItem(slot);
    for (int i = 0; i < row.count(slot); i++, item = row.nextItem(item)) {
      in.seek(row.textStart(item));
      in.string();
      String name = in.text();
      if (!seen.add(name))
        throw new ContractViolation("stands twice").under(ViolationMessages.shown(name));
    }
    in.seek(behind);
  }
}
