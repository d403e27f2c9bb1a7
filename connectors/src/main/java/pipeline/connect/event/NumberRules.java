package pipeline.connect.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** The constraints of an exact number, brought to whole numbers of its smallest unit. */
final class NumberRules {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Field.Bounds bounds;
  private final long lowest;
  private final long highest;
  private final long[] choices;
  private final String choicesText;

  NumberRules(Field.Bounds bounds, List<BigDecimal> choices, int decimals) {
    this.bounds = bounds;
    long low = whole(bounds.minimum(), decimals, RoundingMode.CEILING, LEAST);
    long high = whole(bounds.maximum(), decimals, RoundingMode.FLOOR, GREATEST);
    long above = whole(bounds.exclusiveMinimum(), decimals, RoundingMode.FLOOR, LEAST);
    long below = whole(bounds.exclusiveMaximum(), decimals, RoundingMode.CEILING, GREATEST);
    lowest = bounds.exclusiveMinimum() == null ? low : Math.max(low, above + 1);
    highest = bounds.exclusiveMaximum() == null ? high : Math.min(high, below - 1);
    this.choices = choices == null ? null : choices.stream()
        .filter(choice -> choice.stripTrailingZeros().scale() <= decimals)
        .mapToLong(choice -> whole(choice, decimals, RoundingMode.UNNECESSARY, LEAST)).toArray();
    choicesText = listed(choices);
  }

  private static long whole(BigDecimal bound, int decimals, RoundingMode rounding, BigDecimal otherwise) {
    if (bound == null) return otherwise.longValueExact();
    BigInteger whole = bound.movePointRight(decimals).setScale(0, rounding).toBigInteger();
    return new BigDecimal(whole).max(LEAST.add(BigDecimal.ONE)).min(GREATEST.subtract(BigDecimal.ONE)).longValueExact();
  }

  void check(long value, JsonNumber number) throws ContractViolation {
    if (value < lowest || value > highest) throw outside(bounds, number);
    if (choices == null) return;
    for (long choice : choices) {
      if (choice == value) return;
    }
    throw new ContractViolation(Found.shown(number.text()) + " is none of " + choicesText);
  }

  /** Says which bound a number breaks. */
  static ContractViolation outside(Field.Bounds bounds, JsonNumber number) {
    BigDecimal value = number.exact();
    String found = Found.shown(number.text());
    if (bounds.minimum() != null && value.compareTo(bounds.minimum()) < 0) {
      return new ContractViolation(found + " is below " + bounds.minimum().toPlainString());
    }
    if (bounds.maximum() != null && value.compareTo(bounds.maximum()) > 0) {
      return new ContractViolation(found + " is above " + bounds.maximum().toPlainString());
    }
    if (bounds.exclusiveMinimum() != null && value.compareTo(bounds.exclusiveMinimum()) <= 0) {
      return new ContractViolation(found + " is not above " + bounds.exclusiveMinimum().toPlainString());
    }
    return new ContractViolation(found + " is not below " + bounds.exclusiveMaximum().toPlainString());
  }

  static String listed(List<BigDecimal> choices) {
    return choices == null ? null : choices.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(", "));
  }
}
