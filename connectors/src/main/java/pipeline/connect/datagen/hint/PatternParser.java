package pipeline.connect.datagen.hint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import pipeline.connect.datagen.value.PatternText;
import pipeline.connect.datagen.value.PatternText.Part;

/**
 * Reads the usual subset of ECMAScript expressions: literals, classes, groups, alternatives,
 * repetitions, anchors at the ends. Where a repetition is open, eight more than its least are made.
 */
final class PatternParser {
  private static final int OPEN = 8;
  private static final int MOST = 10_000;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  private final String expression;
  private int at;

  private PatternParser(String expression) {
    this.expression = expression;
  }

  /**
   * @throws IllegalArgumentException naming what cannot be sampled
   */
  static Part parse(String expression) {
    PatternParser parser = new PatternParser(expression);
    parser.skip('^');
    Part part = parser.alternatives();
    if (parser.at < expression.length()) throw parser.cannot("\"" + parser.peek() + "\"");
    return part;
  }

  private Part alternatives() {
    List<Part> parts = new ArrayList<>(List.of(sequence()));
    while (skip('|')) parts.add(sequence());
    return parts.size() == 1 ? parts.get(0) : new PatternText.Alternatives(parts);
  }

  private Part sequence() {
    List<Part> parts = new ArrayList<>();
    while (at < expression.length() && peek() != '|' && peek() != ')') {
      if (peek() == '$' && at == expression.length() - 1) {
        at++;
        break;
      }
      parts.add(repeated(one()));
    }
    return parts.size() == 1 ? parts.get(0) : new PatternText.Sequence(parts);
  }

  private Part one() {
    char letter = expression.charAt(at++);
    return switch (letter) {
      case '(' -> group();
      case '[' -> characters(set());
      case '\\' -> characters(escape());
      case '.' -> characters(LETTERS + DIGITS);
      case '^', '$', '*', '+', '?', '{' -> throw cannot("\"" + letter + "\" at this place");
      default ->
          characters(
              Character.isHighSurrogate(letter) && at < expression.length()
                  ? expression.substring(at - 1, ++at)
                  : String.valueOf(letter));
    };
  }

  private Part group() {
    if (skip('?') && !skip(':')) throw cannot("\"(?\" other than \"(?:\"");
    Part part = alternatives();
    if (!skip(')')) throw cannot("a group without its end");
    return part;
  }

  private Part repeated(Part part) {
    int fewest = 1;
    int most = 1;
    if (skip('?')) fewest = 0;
    else if (skip('*')) {
      fewest = 0;
      most = OPEN;
    } else if (skip('+')) most = OPEN;
    else if (skip('{')) {
      fewest = count();
      most = !skip(',') ? fewest : peek() == '}' ? fewest + OPEN : count();
      if (!skip('}') || most < fewest || most > MOST) throw cannot("this repetition");
    } else return part;
    skip('?');
    return new PatternText.Repeated(part, fewest, most);
  }

  private int count() {
    int start = at;
    while (at < expression.length() && Character.isDigit(peek())) at++;
    if (at == start || at - start > 5) throw cannot("this repetition");
    return Integer.parseInt(expression.substring(start, at));
  }

  private String set() {
    boolean negated = skip('^');
    StringBuilder letters = new StringBuilder();
    while (peek() != ']') {
      String from = setMember();
      if (peek() != '-' || at + 1 >= expression.length() || expression.charAt(at + 1) == ']') {
        letters.append(from);
        continue;
      }
      at++;
      int last = setMember().codePointAt(0);
      IntStream.rangeClosed(from.codePointAt(0), last).forEach(letters::appendCodePoint);
    }
    at++;
    if (!negated) return letters.toString();
    StringBuilder others = new StringBuilder();
    IntStream.rangeClosed(' ', '~')
        .filter(code -> letters.indexOf(Character.toString(code)) < 0)
        .forEach(others::appendCodePoint);
    return others.toString();
  }

  private String setMember() {
    if (skip('\\')) return escape();
    int code = expression.codePointAt(at);
    at += Character.charCount(code);
    return Character.toString(code);
  }

  private String escape() {
    char letter = peek();
    at++;
    return switch (letter) {
      case 'd' -> DIGITS;
      case 'w' -> LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT) + DIGITS + "_";
      case 's' -> " ";
      case 't' -> "\t";
      case 'n' -> "\n";
      default -> {
        if (Character.isLetterOrDigit(letter)) throw cannot("\"\\" + letter + "\"");
        yield String.valueOf(letter);
      }
    };
  }

  private Part characters(String letters) {
    if (letters.isEmpty()) throw cannot("an empty class");
    return new PatternText.Characters(
        letters.codePoints().distinct().mapToObj(Character::toString).toList());
  }

  private char peek() {
    if (at >= expression.length()) throw cannot("an expression that ends too early");
    return expression.charAt(at);
  }

  private boolean skip(char letter) {
    if (at >= expression.length() || expression.charAt(at) != letter) return false;
    at++;
    return true;
  }

  private IllegalArgumentException cannot(String what) {
    return new IllegalArgumentException(
        "values for the pattern "
            + expression
            + " cannot be made: "
            + what
            + " is not understood; give the field a hint such as choice or ids");
  }
}
