package pipeline.connect.event;

/**
 * The reader of a topic without contract: any bytes that stand on one line as they came. Nothing
 * says what a value without contract means, so that no byte of it may become another one.
 */
final class AnyReader implements EventReader {
  private static final Columns NONE = new Columns(null);

  private final JsonScanner scanner = new JsonScanner();
  private final boolean breaksLines;

  /** `breaksLines`: whether line breaks may stand anywhere. */
  AnyReader(boolean breaksLines) {
    this.breaksLines = breaksLines;
  }

  @Override
  public void read(byte[] value, Row row) throws ContractViolation {
    if (value == null) throw new ContractViolation("no value (a tombstone)");
    int broken = breaksLines ? -1 : lineBreak(value);
    if (broken >= 0) throw brokenAt(broken, value);
    row.begin(value, null);
  }

  private static int lineBreak(byte[] value) {
    for (int at = 0; at < value.length; at++) {
      if (value[at] == '\n' || value[at] == '\r') return at;
    }
    return -1;
  }

  private ContractViolation brokenAt(int at, byte[] value) {
    String here = "a line break at byte " + at + ", and a line holds one value as it came; ";
    try {
      scanner.begin(value);
      scanner.skip();
      scanner.end();
      return ContractViolation.ofWhole(
          here
              + "give the topic an event, by which breaks between the tokens of JSON become spaces");
    } catch (ContractViolation problem) {
      return ContractViolation.ofWhole(here + "an event needs JSON; " + problem.getMessage());
    }
  }

  @Override
  public Row newRow() {
    return new Row(NONE);
  }
}
