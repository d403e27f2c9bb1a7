package pipeline.connect.event;

/** Reads a text that is a JSON number. */
final class NumberText {
  private final JsonNumber number = new JsonNumber();
  private byte[] copy = new byte[64];

  /** The number that is the whole text, valid until the next call; null when it is none. */
  JsonNumber read(byte[] source, int start, int length) {
    if (length >= copy.length) copy = new byte[2 * length];
    System.arraycopy(source, start, copy, 0, length);
    copy[length] = 0;
    try {
      return number.read(copy, 0) == length ? number : null;
    } catch (ContractViolation none) {
      return null;
    }
  }
}
