package pipeline.connect.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** The constraints of an exact number, brought to whole numbers of its smallest unit. */
final class NumberRules {
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Field.Bounds bounds;
  private final long lowest;
  private final long highest;
  private final long[] choices;
  private final String choicesText;

  NumberRules(Field.Bounds bounds, List<BigDecimal> choices, int decimals) {
    this.bounds = bounds;
    lowest =
        lowest(
            whole(bounds.minimum(), decimals, RoundingMode.CEILING),
            whole(bounds.exclusiveMinimum(), decimals, RoundingMode.FLOOR));
    highest =
        highest(
            whole(bounds.maximum(), decimals, RoundingMode.FLOOR),
            whole(bounds.exclusiveMaximum(), decimals, RoundingMode.CEILING));
    this.choices =
        choices == null
            ? null
            : choices.stream()
                .filter(choice -> choice.stripTrailingZeros().scale() <= decimals)
                .map(choice -> whole(choice, decimals, RoundingMode.UNNECESSARY))
                .filter(choice -> choice.bitLength() < Long.SIZE)
                .mapToLong(BigInteger::longValue)
                .toArray();
    choicesText = listed(choices);
  }

  private static BigInteger whole(BigDecimal bound, int decimals, RoundingMode rounding) {
    return bound == null
        ? null
        : bound.movePointRight(decimals).setScale(0, rounding).toBigInteger();
  }

  private static long lowest(BigInteger least, BigInteger above) {
    BigInteger lowest = least == null ? LEAST : least.max(LEAST);
    return (above == null ? lowest : lowest.max(above.add(BigInteger.ONE)))
        .min(GREATEST)
        .longValue();
  }

  private static long highest(BigInteger most, BigInteger below) {
    BigInteger highest = most == null ? GREATEST : most.min(GREATEST);
    return (below == null ? highest : highest.min(below.subtract(BigInteger.ONE)))
        .max(LEAST)
        .longValue();
  }

  void check(long value, JsonNumber number) throws ContractViolation {
    if (value < lowest || value > highest) throw outside(bounds, number);
    if (choices == null) return;
    for (long choice : choices) {
      if (choice == value) return;
    }
    throw new ContractViolation(
        ViolationMessages.shown(number.text()) + " is none of " + choicesText);
  }

  /** Says which bound a number breaks. */
  static ContractViolation outside(Field.Bounds bounds, JsonNumber number) {
    BigDecimal value = number.exact();
    String found = ViolationMessages.shown(number.text());
    if (bounds.minimum() != null && value.compareTo(bounds.minimum()) < 0) {
      return new ContractViolation(found + " is below " + bounds.minimum().toPlainString());
    }
    if (bounds.maximum() != null && value.compareTo(bounds.maximum()) > 0) {
      return new ContractViolation(found + " is above " + bounds.maximum().toPlainString());
    }
    BigDecimal below = bounds.exclusiveMaximum();
    if (below != null
        && (bounds.exclusiveMinimum() == null || value.compareTo(bounds.exclusiveMinimum()) > 0)) {
      return new ContractViolation(found + " is not below " + below.toPlainString());
    }
    return new ContractViolation(
        found + " is not above " + bounds.exclusiveMinimum().toPlainString());
  }

  static String listed(List<BigDecimal> choices) {
    return choices == null
        ? null
        : choices.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(", "));
  }
}
