package pipeline.connect.event;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Translates an ECMAScript expression (flag u), the dialect of JSON Schema, into one of RE2 with
 * the same meaning. RE2 matches in time linear in the text and without recursion, so no text can
 * stop a task; what only a backtracking engine can do (back-references, look-around) is refused.
 */
final class EcmaPattern {
  private static final String SPACE =
      "\\t\\n\\v\\f\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";
  private static final String NO_SPACE =
      "\\x00-\\x08\\x0E-\\x1F!-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}"
          + "\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}";
  private static final String NOTHING = "[^\\x00-\\x{10FFFF}]";

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private boolean inClass;

  private EcmaPattern(String source) {
    this.source = source;
  }

  /**
   * @throws PatternSyntaxException when it is no expression, or one that RE2 cannot match
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
    switch (letter) {
      case 's' -> target.append(inClass ? SPACE : "[" + SPACE + "]");
      case 'S' -> target.append(inClass ? NO_SPACE : "[" + NO_SPACE + "]");
      case 'u' -> {
        return unicode(i);
      }
      case 'b' -> target.append(inClass ? "\\x08" : "\\b");
      case '0' -> target.append("\\x00");
      default -> target.append('\\').append(letter);
    }
    return i;
  }

  /** `\\u{1F389}`, `\\u00e9`, or a pair of surrogates, which stands for one character. */
  private int unicode(int i) {
    if (source.startsWith("{", i + 1) && source.indexOf('}', i) > 0) {
      int end = source.indexOf('}', i);
      target.append("\\x").append(source, i + 1, end + 1);
      return end;
    }
    int point = unit(i + 1);
    if (point < 0) throw new PatternSyntaxException("invalid escape sequence", "\\u");
    int end = i + 4;
    if (Character.isHighSurrogate((char) point) && source.startsWith("\\u", end + 1)) {
      int low = unit(end + 3);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        point = Character.toCodePoint((char) point, (char) low);
        end += 6;
      }
    }
    target.append("\\x{").append(Integer.toHexString(point)).append('}');
    return end;
  }

  /** The four hexadecimal digits from `at` on, or -1. */
  private int unit(int at) {
    if (at + 4 > source.length()) return -1;
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(source.charAt(i), 16);
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  private void inClass(char sign) {
    if (sign == ']') inClass = false;
    if (sign == '[') target.append('\\');
    target.append(sign);
  }

  private int outside(char sign, int i) {
    if (sign == '$') {
      target.append("\\z");
    } else if (sign == '.') {
      target.append("[^\\n\\r\\x{2028}\\x{2029}]");
    } else if (source.startsWith("[^]", i)) {
      target.append("[\\x00-\\x{10FFFF}]");
      return i + 2;
    } else if (source.startsWith("[]", i)) {
      target.append(NOTHING);
      return i + 1;
    } else if (source.startsWith("(?<", i)
        && i + 3 < source.length()
        && "=!".indexOf(source.charAt(i + 3)) < 0) {
      target.append("(?P<");
      return i + 2;
    } else {
      inClass = sign == '[';
      target.append(sign);
    }
    return i;
  }
}
