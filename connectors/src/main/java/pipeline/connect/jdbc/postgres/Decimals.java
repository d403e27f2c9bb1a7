package pipeline.connect.jdbc.postgres;

/** Exact decimals in PostgreSQL's binary form: digits of base 10,000. */
final class Decimals {
  private static final int NEGATIVE = 0x4000;
  private static final int DIGIT = 4;
  private static final long BASE = 10_000;
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) POWERS[i] = 10 * POWERS[i - 1];
  }

  private Decimals() {}

  /**
   * @param unscaled the number times 10 to the `scale`, of at most 18 digits
   */
  static void encode(CopyBytes out, long unscaled, int scale) {
    long magnitude = Math.abs(unscaled);
    long whole = magnitude / POWERS[scale];
    long fraction = magnitude % POWERS[scale];
    int wholeDigits = 0;
    for (long rest = whole; rest > 0; rest /= BASE) wholeDigits++;
    int fractionDigits = (scale + DIGIT - 1) / DIGIT;
    out.four(8 + 2 * (wholeDigits + fractionDigits));
    out.two(wholeDigits + fractionDigits);
    out.two(wholeDigits - 1);
    out.two(unscaled < 0 ? NEGATIVE : 0);
    out.two(scale);
    for (int digit = wholeDigits - 1; digit >= 0; digit--)
      out.two((int) (whole / POWERS[DIGIT * digit] % BASE));
    for (int digit = 0; digit < fractionDigits; digit++)
      out.two((int) fractionDigit(fraction, scale - DIGIT * digit));
  }

  /** Four digits of a fraction, of which the lowest `left` ones are not written yet. */
  private static long fractionDigit(long fraction, int left) {
    return left >= DIGIT
        ? fraction / POWERS[left - DIGIT] % BASE
        : fraction % POWERS[left] * POWERS[DIGIT - left];
  }
}
