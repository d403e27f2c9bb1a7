package pipeline.connect.event;

/** Tells JSON texts of one line from other bytes. Belongs to one thread. */
public final class JsonCheck {
  private final JsonScanner scanner = new JsonScanner();

  /** Whether the bytes are one JSON text, nothing lenient (docs/event-contract.md), on one line. */
  public boolean isJsonLine(byte[] value) {
    for (byte octet : value) if (octet == '\n' || octet == '\r') return false;
    try {
      scanner.begin(value);
      scanner.skip();
      scanner.end();
      return true;
    } catch (ContractViolation other) {
      return false;
    }
  }
}
