package pipeline.connect.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The last number of a scanner: exact, whatever its size. */
final class JsonNumber {
  private static final double[] POWERS = new double[23];
  private static final long EXACT_DOUBLE = 1L << 53;

  static {
    for (int i = 0; i < POWERS.length; i++) POWERS[i] = Double.parseDouble("1e" + i);
  }

  private byte[] bytes;
  private int start;
  private int end;

  /** The digits as a negative number, so that the smallest long fits. */
  private long digits;

  private boolean negative;
  private boolean large;
  private int scale;
  private boolean whole;

  /** Reads the number at `at` and returns the place behind it. */
  int read(byte[] text, int at) throws ContractViolation {
    bytes = text;
    start = at;
    digits = 0;
    large = false;
    scale = 0;
    whole = true;
    negative = text[at] == '-';
    int first = negative ? at + 1 : at;
    end = digits(first);
    if (end == first) throw JsonText.notJson("expected a value", at);
    if (text[first] == '0' && end > first + 1)
      throw JsonText.notJson("a number with a leading zero", at);
    if (end < text.length && text[end] == '.') fraction();
    if (end < text.length && (text[end] | 0x20) == 'e') exponent();
    return end;
  }

  private int digits(int at) {
    int i = at;
    for (; i < bytes.length; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) break;
      if (digits < -922337203685477580L || digits == -922337203685477580L && digit > 8)
        large = true;
      digits = digits * 10 - digit;
    }
    return i;
  }

  private void fraction() throws ContractViolation {
    whole = false;
    int behind = digits(end + 1);
    scale = behind - end - 1;
    if (scale == 0) throw JsonText.notJson("a number without digits after the point", start);
    end = behind;
  }

  private void exponent() throws ContractViolation {
    whole = false;
    int at = end + 1;
    boolean minus = at < bytes.length && bytes[at] == '-';
    if (minus || at < bytes.length && bytes[at] == '+') at++;
    int from = at;
    int exponent = 0;
    for (; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      exponent = Math.min(exponent * 10 + bytes[at] - '0', 100_000_000);
    }
    if (at == from) throw JsonText.notJson("a number without digits in its exponent", start);
    scale -= minus ? -exponent : exponent;
    end = at;
  }

  /** No point and no exponent. */
  boolean whole() {
    return whole;
  }

  /** Whether a whole number fits 64 bits. */
  boolean fitsLong() {
    return !large && (negative || digits != Long.MIN_VALUE);
  }

  long asLong() {
    return negative ? digits : -digits;
  }

  /** Correctly rounded; infinite when beyond a double's range. */
  double asDouble() {
    int power = Math.abs(scale);
    if (!large && -digits <= EXACT_DOUBLE && digits != Long.MIN_VALUE && power < POWERS.length) {
      double magnitude = scale < 0 ? -digits * POWERS[power] : -digits / POWERS[power];
      return negative ? -magnitude : magnitude;
    }
    return Double.parseDouble(text());
  }

  /** Digits after the point, trailing zeros not counted. */
  int decimals() {
    if (digits == 0 && !large) return 0;
    if (!large && scale <= 0) return 0;
    return Math.max(0, large ? exact().stripTrailingZeros().scale() : scale - trailingZeros());
  }

  private int trailingZeros() {
    int zeros = 0;
    for (long rest = digits; rest % 10 == 0; rest /= 10) zeros++;
    return zeros;
  }

  /**
   * The number times 10^decimals as a whole number of at most 18 digits, or Long.MIN_VALUE when it
   * is larger.
   */
  long unscaled(int decimals) {
    if (digits == 0 && !large) return 0;
    if (!large && Math.abs(digits) < 1_000_000_000_000_000_000L && scale == decimals)
      return asLong();
    BigDecimal exact = exact().stripTrailingZeros();
    if ((long) exact.precision() - exact.scale() + decimals > 18) return Long.MIN_VALUE;
    return exact.movePointRight(decimals).longValueExact();
  }

  BigDecimal exact() {
    return new BigDecimal(text());
  }

  /** As it stood in the text. */
  String text() {
    return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }
}
