package pipeline.connect.event;

import java.nio.charset.StandardCharsets;

/**
 * Walks through the UTF-8 bytes of one JSON text (RFC 8259) without allocation. It remembers where
 * the last string or number stood, so that values can be taken from the bytes themselves. Nothing
 * lenient: no byte order mark, no comments, no NaN, valid UTF-8, no lone surrogates, at most
 * {@value #DEEPEST} levels.
 */
final class JsonScanner {
  static final int DEEPEST = 100;
  private static final byte[] SPECIAL = new byte[256];

  static {
    for (int i = 0; i < 256; i++)
      SPECIAL[i] = (byte) (i < 0x20 || i > 0x7e || i == '"' || i == '\\' ? 1 : 0);
  }

  private final JsonNumber number = new JsonNumber();
  private byte[] bytes;
  private int position;
  private int depth;
  private int start;
  private int length;
  private boolean escaped;

  void begin(byte[] json) {
    bytes = json;
    position = 0;
    depth = 0;
  }

  /** Goes to a place at the same depth. */
  void seek(int place) {
    position = place;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** Where the last string's text begins, behind its quote. */
  int start() {
    return start;
  }

  /** Bytes of the last string's text, escapes not resolved. */
  int length() {
    return length;
  }

  /** Whether the last string holds escapes. */
  boolean escaped() {
    return escaped;
  }

  /** The last string's text, escapes resolved. */
  String text() {
    byte[] plain = new byte[length];
    return new String(
        plain, 0, JsonText.unescape(bytes, start, length, plain, 0), StandardCharsets.UTF_8);
  }

  /** Skips white space and returns the next byte without taking it; -1 at the end. */
  int next() {
    while (position < bytes.length) {
      byte octet = bytes[position];
      if (octet > ' ') return octet;
      if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') return octet & 0xff;
      position++;
    }
    return -1;
  }

  /** Demands that only white space follows. */
  void end() throws ContractViolation {
    if (next() != -1) throw notJson("text after the value");
  }

  void open() throws ContractViolation {
    position++;
    if (++depth > DEEPEST)
      throw ContractViolation.ofWhole("nested deeper than " + DEEPEST + " levels");
  }

  /** Takes `close` when it is next. */
  boolean closes(char close) {
    if (next() != close) return false;
    position++;
    depth--;
    return true;
  }

  /** After a member or item: takes a comma and answers true, or takes `close` and answers false. */
  boolean more(char close) throws ContractViolation {
    int next = next();
    if (next == ',') {
      position++;
      return true;
    }
    if (closes(close)) return false;
    throw notJson(next == -1 ? "the text ends too early" : "expected , or " + close);
  }

  /** Takes a member's name, which is then the last string, and the colon. */
  void name() throws ContractViolation {
    if (next() != '"') throw notJson("expected a member's name");
    string();
    int nameStart = start;
    if (next() != ':') throw notJson("expected a colon");
    position++;
    start = nameStart;
  }

  /** Takes a string; its opening quote is next. */
  void string() throws ContractViolation {
    byte[] text = bytes;
    int at = position + 1;
    start = at;
    escaped = false;
    while (at < text.length) {
      byte octet = text[at];
      if (SPECIAL[octet & 0xff] == 0) {
        at++;
      } else if (octet == '"') {
        length = at - start;
        position = at + 1;
        return;
      } else if (octet == '\\') {
        escaped = true;
        at = JsonText.escape(text, at);
      } else if (octet == 0x7f) {
        at++;
      } else {
        at = JsonText.sequence(text, at);
      }
    }
    position = at;
    throw notJson("a string without end");
  }

  /** Takes a number. */
  JsonNumber number() throws ContractViolation {
    position = number.read(bytes, position);
    return number;
  }

  /** Takes true, false or null. */
  void word(String word) throws ContractViolation {
    for (int i = 0; i < word.length(); i++) {
      if (position + i >= bytes.length || bytes[position + i] != word.charAt(i))
        throw notJson("expected a value");
    }
    position += word.length();
  }

  /** Takes any value. */
  void skip() throws ContractViolation {
    switch (next()) {
      case '"' -> string();
      case '{' -> skipObject();
      case '[' -> skipArray();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      case -1 -> throw notJson("the text ends too early");
      default -> throw notJson("expected a value");
    }
  }

  private void skipObject() throws ContractViolation {
    open();
    if (closes('}')) return;
    do {
      name();
      skip();
    } while (more('}'));
  }

  private void skipArray() throws ContractViolation {
    open();
    if (closes(']')) return;
    do {
      skip();
    } while (more(']'));
  }

  ContractViolation notJson(String problem) {
    return JsonText.notJson(problem, position);
  }
}
