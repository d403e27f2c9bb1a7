package pipeline.connect.encoding;

/** Text in quotes as ECMAScript's JSON.stringify writes it. */
final class JsonText {
  private static final String SHORT = "btnvfr";

  private JsonText() {}

  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == '"' || letter == '\\') out.append('\\').append(letter);
      else if (letter >= ' ') out.append(letter);
      else if (letter >= '\b' && letter <= '\r' && letter != 0x0B)
        out.append('\\').append(SHORT.charAt(letter - '\b'));
      else out.append(String.format("\\u%04x", (int) letter));
    }
    out.append('"');
  }
}
