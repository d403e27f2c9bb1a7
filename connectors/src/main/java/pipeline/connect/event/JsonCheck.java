package pipeline.connect.event;

/** Tells JSON texts from other bytes. Belongs to one thread. */
public final class JsonCheck {
  private final JsonScanner scanner = new JsonScanner();

  /** Whether the bytes are one JSON text, nothing lenient (docs/event-contract.md). */
  public boolean isJson(byte[] value) {
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
