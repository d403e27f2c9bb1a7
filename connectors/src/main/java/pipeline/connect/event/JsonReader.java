package pipeline.connect.event;

/** The reader of a topic without contract whose values must be JSON; the row is its bytes. */
final class JsonReader implements EventReader {
  private static final Columns NONE = new Columns(null);

  private final JsonScanner scanner = new JsonScanner();

  @Override
  public void read(byte[] value, Row row) throws ContractViolation {
    if (value == null) throw new ContractViolation("no value (a tombstone)");
    scanner.begin(value);
    scanner.skip();
    scanner.end();
    row.begin(value, null);
  }

  @Override
  public Row newRow() {
    return new Row(NONE);
  }
}
