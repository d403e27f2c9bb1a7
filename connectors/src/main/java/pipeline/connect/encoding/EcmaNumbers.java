package pipeline.connect.encoding;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import pipeline.connect.event.ContractViolation;

/**
 * Doubles as ECMAScript writes them, minus zero with its sign: the fewest digits that read back.
 */
final class EcmaNumbers {
  private static final int LONGEST_PLAIN = 21;
  private static final double SMALL = 1e-320;
  private static final int MOST_ZEROS = -6;

  private EcmaNumbers() {}

  /**
   * @throws ContractViolation for what JSON has no number for
   */
  static String text(double value) throws ContractViolation {
    if (Double.isNaN(value) || Double.isInfinite(value))
      throw new ContractViolation(value + ", which JSON has no number for");
    if (value == 0) return 1 / value < 0 ? "-0" : "0";
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
    BigDecimal exact = shortest(Math.abs(value));
    String digits = exact.unscaledValue().toString();
    return (value < 0 ? "-" : "") + laidOut(digits, digits.length() - exact.scale());
  }

  /** Java writes two digits at least, of which one is enough for the very smallest. */
  private static BigDecimal shortest(double value) {
    BigDecimal found = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
    if (value > SMALL) return found;
    BigDecimal single = found.round(new MathContext(1));
    return single.doubleValue() == value ? single : found;
  }

  /** `point`: how many digits stand before the point. */
  private static String laidOut(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= LONGEST_PLAIN) return digits + "0".repeat(point - count);
    if (0 < point && point <= LONGEST_PLAIN)
      return digits.substring(0, point) + "." + digits.substring(point);
    if (MOST_ZEROS < point && point <= 0) return "0." + "0".repeat(-point) + digits;
    String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
    return count == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
  }
}
