package pipeline.connect.event;

final class BooleanReader extends ValueReader {
  BooleanReader(boolean required) {
    super(required);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    if (next != 't' && next != 'f') throw ViolationMessages.expected("a boolean", in);
    in.word(next == 't' ? "true" : "false");
    row.number(slot, next == 't' ? 1 : 0);
  }
}
