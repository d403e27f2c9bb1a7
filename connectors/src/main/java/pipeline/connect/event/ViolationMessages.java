package pipeline.connect.event;

import java.nio.charset.StandardCharsets;

/** Messages of violations: short, on one line, never a whole long value. */
final class ViolationMessages {
  private static final int SHOWN = 40;

  private ViolationMessages() {}

  /** A violation that says which type was expected and what is next in the text. */
  static ContractViolation expected(String expected, JsonScanner in) throws ContractViolation {
    int next = in.next();
    int start = in.position();
    in.skip();
    String found =
        switch (next) {
          case '{' -> "an object";
          case '[' -> "a list";
          case '"' -> "text " + quoted(in);
          case 't', 'f', 'n' -> slice(in, start);
          default -> "number " + shown(slice(in, start));
        };
    return new ContractViolation("expected " + expected + ", found " + found);
  }

  /** The last string of the scanner, in quotes as it stood, cut when long. */
  static String quoted(JsonScanner in) {
    int bytes = Math.min(in.length(), 4 * SHOWN + 4);
    return '"' + shown(new String(in.bytes(), in.start(), bytes, StandardCharsets.UTF_8)) + '"';
  }

  static String shown(String text) {
    if (text.codePointCount(0, text.length()) <= SHOWN) return text;
    return text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }

  private static String slice(JsonScanner in, int start) {
    return new String(in.bytes(), start, in.position() - start, StandardCharsets.US_ASCII);
  }
}
