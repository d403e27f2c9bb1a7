package pipeline.connect.event;

/** What stands inside JSON strings: escapes and UTF-8. */
final class JsonText {
  private JsonText() {}

  static ContractViolation notJson(String problem, int at) {
    return ContractViolation.ofWhole("not JSON: " + problem + " at byte " + at);
  }

  /** Checks the escape at `at` and returns the place behind it. */
  static int escape(byte[] text, int at) throws ContractViolation {
    int letter = at + 1 < text.length ? text[at + 1] : -1;
    if (letter != 'u') {
      if (letter < 0 || "\"\\/bfnrt".indexOf(letter) < 0) throw notJson("a wrong escape", at);
      return at + 2;
    }
    int unit = unit(text, at);
    if (Character.isLowSurrogate((char) unit)) throw notJson("a lone surrogate", at);
    if (!Character.isHighSurrogate((char) unit)) return at + 6;
    boolean pair = at + 7 < text.length && text[at + 6] == '\\' && text[at + 7] == 'u';
    if (!pair || !Character.isLowSurrogate((char) unit(text, at + 6)))
      throw notJson("a lone surrogate", at);
    return at + 12;
  }

  /** Checks the UTF-8 sequence (RFC 3629) at `at` and returns the place behind it. */
  static int sequence(byte[] text, int at) throws ContractViolation {
    int first = text[at] & 0xff;
    if (first < 0x20) throw notJson("a control character in a string", at);
    int size =
        first >= 0xc2 && first < 0xe0
            ? 2
            : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    if (size == 0 || at + size > text.length) throw notJson("bytes that are no UTF-8", at);
    for (int i = 1; i < size; i++) {
      if ((text[at + i] & 0xc0) != 0x80) throw notJson("bytes that are no UTF-8", at);
    }
    int second = text[at + 1] & 0xff;
    boolean wrong =
        first == 0xe0 && second < 0xa0
            || first == 0xed && second > 0x9f
            || first == 0xf0 && second < 0x90
            || first == 0xf4 && second > 0x8f;
    if (wrong) throw notJson("bytes that are no UTF-8", at);
    return at + size;
  }

  /**
   * Resolves checked escapes into `target`, which has room for `length` bytes; returns how many
   * were written.
   */
  static int unescape(byte[] text, int start, int length, byte[] target, int at) {
    int to = at;
    for (int i = start; i < start + length; ) {
      if (text[i] != '\\') {
        target[to++] = text[i++];
      } else if (text[i + 1] != 'u') {
        target[to++] = plain(text[i + 1]);
        i += 2;
      } else {
        int point = hex(text, i + 2);
        i += 6;
        if (Character.isHighSurrogate((char) point)) {
          point = Character.toCodePoint((char) point, (char) hex(text, i + 2));
          i += 6;
        }
        to = encode(point, target, to);
      }
    }
    return to - at;
  }

  private static byte plain(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  private static int encode(int point, byte[] target, int at) {
    if (point < 0x80) {
      target[at] = (byte) point;
      return at + 1;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int mark = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
    target[at] = (byte) (mark | point >> 6 * more);
    for (int i = 1; i <= more; i++) target[at + i] = (byte) (0x80 | point >> 6 * (more - i) & 0x3f);
    return at + more + 1;
  }

  private static int unit(byte[] text, int at) throws ContractViolation {
    int unit = at + 6 <= text.length ? hex(text, at + 2) : -1;
    if (unit < 0) throw notJson("a wrong escape", at);
    return unit;
  }

  private static int hex(byte[] text, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = text[i] < 0 ? -1 : Character.digit(text[i], 16);
      if (digit < 0) return -1;
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
