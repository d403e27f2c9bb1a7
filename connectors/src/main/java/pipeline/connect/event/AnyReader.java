package pipeline.connect.event;

/**
 * The reader of a topic without contract: any bytes that fit on one line. A line break is allowed
 * between the tokens of a JSON text, where it means nothing (RFC 8259, section 2).
 */
final class AnyReader implements EventReader {
  private static final Columns NONE = new Columns(null);

  private final JsonScanner scanner = new JsonScanner();

  @Override
  public void read(byte[] value, Row row) throws ContractViolation {
    if (value == null) throw new ContractViolation("no value (a tombstone)");
    if (breaksLine(value)) requireJson(value);
    row.begin(value, null);
  }

  private static boolean breaksLine(byte[] value) {
    for (byte octet : value) {
      if (octet == '\n' || octet == '\r') return true;
    }
    return false;
  }

  private void requireJson(byte[] value) throws ContractViolation {
    try {
      scanner.begin(value);
      scanner.skip();
      scanner.end();
    } catch (ContractViolation problem) {
      throw ContractViolation.ofWhole(
          "holds a line break and is no JSON, so it cannot be one line of a file ("
              + problem.getMessage()
              + ")");
    }
  }

  @Override
  public Row newRow() {
    return new Row(NONE);
  }
}
