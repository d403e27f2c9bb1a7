package pipeline.connect.event;

import java.math.BigDecimal;
import java.util.List;

/** Reads a 64-bit floating-point number. */
final class DoubleReader extends ValueReader {
  private final Field.Bounds bounds;
  private final double lowest;
  private final double highest;
  private final double[] choices;
  private final String choicesText;

  DoubleReader(Field.NumberField field) {
    super(field.required());
    bounds = field.bounds();
    lowest =
        Math.max(
            limit(bounds.minimum(), Double.NEGATIVE_INFINITY),
            Math.nextUp(limit(bounds.exclusiveMinimum(), Double.NEGATIVE_INFINITY)));
    highest =
        Math.min(
            limit(bounds.maximum(), Double.POSITIVE_INFINITY),
            Math.nextDown(limit(bounds.exclusiveMaximum(), Double.POSITIVE_INFINITY)));
    List<BigDecimal> list = field.choices();
    choices = list == null ? null : list.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    choicesText = NumberRules.listed(list);
  }

  private static double limit(BigDecimal bound, double otherwise) {
    return bound == null ? otherwise : bound.doubleValue();
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    JsonNumber number = IntegerReader.number(next, in, "a number");
    double value = number.asDouble();
    if (Double.isInfinite(value))
      throw new ContractViolation(
          ViolationMessages.shown(number.text()) + " does not fit a double");
    if (value < lowest || value > highest) throw NumberRules.outside(bounds, number);
    if (choices != null && !chosen(value)) {
      throw new ContractViolation(
          ViolationMessages.shown(number.text()) + " is none of " + choicesText);
    }
    row.number(slot, Double.doubleToRawLongBits(value));
  }

  private boolean chosen(double value) {
    for (double choice : choices) {
      if (choice == value) return true;
    }
    return false;
  }
}
