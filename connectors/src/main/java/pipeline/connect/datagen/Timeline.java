package pipeline.connect.datagen;

/**
 * Where record n lies in time: start + n / rate.
 *
 * @param start of record 0, microseconds since the epoch
 * @param rate records per second, above 0
 */
record Timeline(long start, double rate) {
  private static final double SECOND = 1e6;

  /** The one on which record n lies at this time. */
  static Timeline with(long n, long micros, double rate) {
    return new Timeline(micros - offset(n, rate), rate);
  }

  /** Microseconds since the epoch. */
  long at(long n) {
    return start + offset(n, rate);
  }

  /** How many records lie at or before this time. */
  long until(long micros) {
    return micros < start ? 0 : (long) ((micros - start) * rate / SECOND) + 1;
  }

  /** The same time for record n, another rate from there on. */
  Timeline bentAt(long n, double otherRate) {
    return otherRate == rate ? this : with(n, at(n), otherRate);
  }

  private static long offset(long n, double rate) {
    return (long) (n * SECOND / rate);
  }
}
