package pipeline.connect.event;

/** Reads and checks one value of a field. */
abstract class ValueReader {
  private final boolean required;

  ValueReader(boolean required) {
    this.required = required;
  }

  boolean required() {
    return required;
  }

  final void read(JsonScanner in, Row row, int slot) throws ContractViolation {
    int next = in.next();
    if (next != 'n') {
      value(next, in, row, slot);
      return;
    }
    in.word("null");
    if (required) throw new ContractViolation("required, but null");
    row.nothing(slot);
  }

  /** Reads a value that is not null; `next` is its first byte. */
  abstract void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation;
}
