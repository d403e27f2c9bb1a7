package pipeline.connect.event;

/** Reads a list; its items are chained in the row. */
final class ListReader extends ValueReader {
  private final ValueReader items;
  private final int fewest;
  private final int most;

  ListReader(Field.ArrayField field, ValueReader items) {
    super(field.required());
    this.items = items;
    fewest = field.minItems() == null ? 0 : field.minItems();
    most = field.maxItems() == null ? Integer.MAX_VALUE : field.maxItems();
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    if (next != '[') throw ViolationMessages.expected("a list", in);
    in.open();
    row.set(slot, 0, 0);
    int count = 0;
    int item = -1;
    if (!in.closes(']')) {
      do {
        item = row.item(slot, item, count);
        item(in, row, item, count++);
      } while (in.more(']'));
    }
    String found = count + (count == 1 ? " item" : " items");
    if (count < fewest) throw new ContractViolation(found + ", fewer than " + fewest);
    if (count > most) throw new ContractViolation(found + ", more than " + most);
  }

  private void item(JsonScanner in, Row row, int slot, int number) throws ContractViolation {
    try {
      items.read(in, row, slot);
    } catch (ContractViolation violation) {
      throw violation.under(number);
    }
  }
}
