package pipeline.connect.event;

/** Takes any value as its JSON text, as it stands. */
final class JsonValueReader extends ValueReader {
  JsonValueReader(boolean required) {
    super(required);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    int start = in.position();
    in.skip();
    row.set(slot, start, in.position() - start);
  }
}
