package pipeline.connect.event;

import java.util.regex.Pattern;

/**
 * Translates an ECMAScript expression (flag u), the dialect of JSON Schema, into one of Java with
 * the same meaning.
 */
final class EcmaPattern {
  private static final String SPACE =
      "\\t\\n\\x0B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private boolean inClass;

  private EcmaPattern(String source) {
    this.source = source;
  }

  /**
   * @throws java.util.regex.PatternSyntaxException when it is no expression
   */
  static Pattern compile(String expression) {
    return Pattern.compile(new EcmaPattern(expression).translate());
  }

  private String translate() {
    for (int i = 0; i < source.length(); i++) {
      char sign = source.charAt(i);
      if (sign == '\\' && i + 1 < source.length()) {
        i = escape(i + 1);
      } else if (inClass) {
        inClass(sign);
      } else {
        i = outside(sign, i);
      }
    }
    return target.toString();
  }

  /** Translates the escape whose letter is at `i`; returns the place of its last sign. */
  private int escape(int i) {
    char letter = source.charAt(i);
    if (letter == 's') {
      target.append(inClass ? SPACE : "[" + SPACE + "]");
    } else if (letter == 'S') {
      target.append("[^").append(SPACE).append(']');
    } else if (letter == 'u' && source.startsWith("{", i + 1) && source.indexOf('}', i) > 0) {
      int end = source.indexOf('}', i);
      target.append("\\x").append(source, i + 1, end + 1);
      return end;
    } else if (letter == 'b' && inClass) {
      target.append("\\x08");
    } else if (letter == '0') {
      target.append("\\x00");
    } else {
      target.append('\\').append(letter);
    }
    return i;
  }

  private void inClass(char sign) {
    if (sign == ']') inClass = false;
    if (sign == '[' || sign == '&') target.append('\\');
    target.append(sign);
  }

  private int outside(char sign, int i) {
    if (sign == '$') {
      target.append("\\z");
    } else if (sign == '.') {
      target.append("[^\\n\\r\\u2028\\u2029]");
    } else if (source.startsWith("[^]", i)) {
      target.append("[\\s\\S]");
      return i + 2;
    } else if (source.startsWith("[]", i)) {
      target.append("(?!)");
      return i + 1;
    } else {
      inClass = sign == '[';
      target.append(sign);
    }
    return i;
  }
}
