package pipeline.connect.event;

import java.util.Arrays;

/** Reads bytes in base64 (RFC 4648, section 4), of which each has one spelling. */
final class Base64Reader extends ValueReader {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) VALUES[ALPHABET.charAt(i)] = (byte) i;
  }

  private final TextRules rules;

  Base64Reader(boolean required, TextRules rules) {
    super(required);
    this.rules = rules;
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    TextReader.take(next, in, row, slot);
    rules.check(in, row, slot);
    int length = row.textLength(slot);
    int at = row.reserve(length / 4 * 3);
    int written = decode(row.textSource(slot), row.textStart(slot), length, row.scratch(), at);
    if (written < 0) throw new ContractViolation(ViolationMessages.quoted(in) + " is no base64");
    row.set(slot, ~at, written);
  }

  /** How many bytes were written; -1 when the text is no base64. */
  private static int decode(byte[] text, int start, int length, byte[] target, int at) {
    if (length % 4 != 0) return -1;
    int padding = 0;
    while (padding < 2 && padding < length && text[start + length - 1 - padding] == '=') padding++;
    int to = at;
    int bits = 0;
    for (int i = 0; i < length; i++) {
      int value = i < length - padding ? VALUES[text[start + i] & 0xff] : 0;
      if (value < 0) return -1;
      bits = bits << 6 | value;
      if (i % 4 != 3) continue;
      int bytes = i == length - 1 ? 3 - padding : 3;
      if ((bits & (1 << 8 * (3 - bytes)) - 1) != 0) return -1;
      for (int k = 0; k < bytes; k++) target[to++] = (byte) (bits >> 16 - 8 * k);
      bits = 0;
    }
    return to - at;
  }
}
