package pipeline.mapreduce;

import java.math.BigDecimal;

/**
 * What a job takes of one record.
 *
 * @param key the group's name as JSON: a string, a number, true, false or null
 * @param amount what it adds to the group's sum
 */
record Row(String key, BigDecimal amount) {
  static final String NO_KEY = "null";
  private static final int MOST_DIGITS = 1000;

  /** A number's one spelling: 1.50 and 15e-1 are the group 1.5. */
  static String numberKey(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Refuses numbers whose sum would fill the memory with zeros, such as 1e999999999. */
  static BigDecimal bounded(BigDecimal number) throws UnreadableRecord {
    if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
      throw new UnreadableRecord("a number of more than " + MOST_DIGITS + " digits");
    }
    return number;
  }
}
