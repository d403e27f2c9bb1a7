package pipeline.connect.event;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** The constraints of a string field. */
final class TextRules {
  private final int minLength;
  private final int maxLength;
  private final FieldTable choices;
  private final String choicesText;
  private final String pattern;
  private final SimplePattern simple;
  private final Matcher matcher;
  private final Field.Format format;
  private final Slice slice = new Slice();
  private int guess;

  TextRules(Field.StringField field) {
    minLength = field.minLength() == null ? 0 : field.minLength();
    maxLength = field.maxLength() == null ? Integer.MAX_VALUE : field.maxLength();
    choices = field.choices() == null ? null : new FieldTable(field.choices());
    choicesText = choices == null ? null : String.join(", ", field.choices());
    pattern = field.pattern();
    simple = pattern == null ? null : SimplePattern.compile(pattern);
    matcher = pattern == null || simple != null ? null : compiled(pattern).matcher("");
    format = field.format();
  }

  private static Pattern compiled(String expression) {
    try {
      return EcmaPattern.compile(expression);
    } catch (PatternSyntaxException refused) {
      throw new IllegalArgumentException(
          "the pattern "
              + expression
              + " cannot be used: "
              + refused.getDescription()
              + " (patterns are matched in linear time, without back-references and look-around)",
          refused);
    }
  }

  /** Checks the text in the slot, which is the scanner's last string. */
  void check(JsonScanner in, Row row, int slot) throws ContractViolation {
    byte[] source = row.textSource(slot);
    int start = row.textStart(slot);
    int length = row.textLength(slot);
    if (minLength > 0 || maxLength < length) checkLength(source, start, length);
    if (choices != null) {
      int choice = choices.find(source, start, length, guess);
      if (choice < 0)
        throw new ContractViolation(ViolationMessages.quoted(in) + " is none of " + choicesText);
      guess = choice;
    }
    if (pattern != null && !matches(source, start, length)) {
      throw new ContractViolation(ViolationMessages.quoted(in) + " does not match " + pattern);
    }
    if (format == Field.Format.URI && PlainUri.matches(source, start, length)) return;
    if (format == Field.Format.UUID || format == Field.Format.EMAIL || format == Field.Format.URI) {
      if (!TextFormats.valid(format, slice.over(source, start, length))) {
        throw new ContractViolation(ViolationMessages.quoted(in) + " is no " + format.label());
      }
    }
  }

  private boolean matches(byte[] source, int start, int length) {
    return simple != null
        ? simple.matches(source, start, length)
        : matcher.reset(slice.over(source, start, length)).find();
  }

  private void checkLength(byte[] source, int start, int length) throws ContractViolation {
    int points = 0;
    for (int i = start; i < start + length; i++) points += (source[i] & 0xc0) == 0x80 ? 0 : 1;
    String found = points + (points == 1 ? " character" : " characters");
    if (points < minLength) throw new ContractViolation(found + ", fewer than " + minLength);
    if (points > maxLength) throw new ContractViolation(found + ", more than " + maxLength);
  }
}
