package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import pipeline.connect.event.Field;

/** What a contract demands of a single value. */
final class Constraints {
  private Constraints() {}

  /** Refuses a value that the field may not hold. */
  static void check(Field field, Hint value) {
    String violated = violated(field, value.json());
    if (violated != null) throw value.wrong(value.json() + " breaks the contract: " + violated);
  }

  private static String violated(Field field, JsonNode value) {
    if (field instanceof Field.StringField text)
      return value.isTextual() ? text(text, value.textValue()) : "no string";
    if (field instanceof Field.BooleanField)
      return value.isBoolean() ? null : "neither true nor false";
    if (field instanceof Field.IntegerField integer) {
      if (!value.isIntegralNumber() || !value.canConvertToLong()) return "no integer";
      return number(integer.bounds(), integer.choices(), value.decimalValue());
    }
    if (field instanceof Field.NumberField number) {
      if (!value.isNumber()) return "no number";
      if (number.decimals() != null
          && value.decimalValue().stripTrailingZeros().scale() > number.decimals()) {
        return "more than " + number.decimals() + " digits after the point";
      }
      return number(number.bounds(), number.choices(), value.decimalValue());
    }
    if (field instanceof Field.AnyField && value.isValueNode()) return null;
    return "only a string, a number or a boolean can be given";
  }

  private static String text(Field.StringField field, String text) {
    int length = text.codePointCount(0, text.length());
    if (field.choices() != null && !field.choices().contains(text)) return "not in its enum";
    if (field.pattern() != null && !Pattern.compile(field.pattern()).matcher(text).find()) {
      return "not of the pattern " + field.pattern();
    }
    if (field.minLength() != null && length < field.minLength())
      return "shorter than " + field.minLength();
    if (field.maxLength() != null && length > field.maxLength())
      return "longer than " + field.maxLength();
    return null;
  }

  private static String number(Field.Bounds bounds, List<BigDecimal> choices, BigDecimal value) {
    if (choices != null && choices.stream().noneMatch(choice -> choice.compareTo(value) == 0))
      return "not in its enum";
    if (below(value, bounds.minimum(), 0) || below(value, bounds.exclusiveMinimum(), 1))
      return "below its minimum";
    if (below(bounds.maximum(), value, 0) || below(bounds.exclusiveMaximum(), value, 1))
      return "above its maximum";
    return null;
  }

  private static boolean below(BigDecimal one, BigDecimal other, int least) {
    return one != null && other != null && one.compareTo(other) < least;
  }
}
