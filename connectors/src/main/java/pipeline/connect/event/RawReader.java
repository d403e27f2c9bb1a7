package pipeline.connect.event;

/** Checks a list or an object, and leaves its JSON text, as it stands in the value, in the slot. */
final class RawReader extends ValueReader {
  private final ValueReader checked;

  RawReader(ValueReader checked) {
    super(checked.required());
    this.checked = checked;
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    int start = in.position();
    checked.value(next, in, row, row.frame(1));
    row.set(slot, start, in.position() - start);
  }
}
