package pipeline.connect.datagen.value;

import java.util.regex.Pattern;

/**
 * How a number is written: bare, or as a string around it such as {@code user{}} or {@code
 * item{0000}}, where the zeros say how many digits it has at least.
 */
public final class NumberedText {
  private final byte[] before;
  private final byte[] after;
  private final int width;
  private final boolean quoted;

  private NumberedText(String before, int width, String after, boolean quoted) {
    this.before = escaped(before);
    this.after = escaped(after);
    this.width = width;
    this.quoted = quoted;
  }

  /** The number alone. */
  public static NumberedText bare() {
    return new NumberedText("", 1, "", false);
  }

  /**
   * @param pattern text with one {@code {}} or {@code {000}} in it; anything else is an
   *     IllegalArgumentException
   */
  public static NumberedText of(String pattern) {
    var found = Pattern.compile("([^{}]*)\\{(0*)}([^{}]*)").matcher(pattern);
    if (!found.matches())
      throw new IllegalArgumentException(
          "it needs exactly one {} where the number stands, as in \"user{}\"");
    return new NumberedText(
        found.group(1), Math.max(1, found.group(2).length()), found.group(3), true);
  }

  void json(long number, JsonBuffer out) {
    if (quoted) out.put('"');
    text(number, out);
    if (quoted) out.put('"');
  }

  void text(long number, JsonBuffer out) {
    out.put(before);
    if (width > 1) out.padded(number, width);
    else out.number(number);
    out.put(after);
  }

  private static byte[] escaped(String text) {
    JsonBuffer buffer = new JsonBuffer();
    buffer.escaped(text);
    return buffer.copy();
  }
}
