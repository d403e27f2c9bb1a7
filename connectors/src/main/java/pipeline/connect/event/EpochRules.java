package pipeline.connect.event;

/**
 * What a number since 1970 must be. Without limits of its own it is a time from 1973-03-03 to
 * 5138-11-16, which it is in one unit only: a value of another unit is a violation.
 */
final class EpochRules {
  private static final long FIRST = 100_000_000L;
  private static final long LAST = 99_999_999_999L;

  private final String label;
  private final NumberRules rules;
  private final long unit;
  private final long earliest;
  private final long latest;
  private final String years;

  EpochRules(Field.Format format, NumberRules rules, Field.Bounds bounds) {
    label = format.label();
    this.rules = rules;
    long perSecond =
        switch (format) {
          case EPOCH_SECONDS -> 1;
          case EPOCH_MILLISECONDS -> 1_000;
          case EPOCH_MICROSECONDS -> 1_000_000;
          default -> throw new IllegalArgumentException(format.label() + " counts no time");
        };
    boolean anyOld = bounds.minimum() != null || bounds.exclusiveMinimum() != null;
    boolean anyNew = bounds.maximum() != null || bounds.exclusiveMaximum() != null;
    unit = 1_000_000 / perSecond;
    earliest = (anyOld ? TimeText.EARLIEST : FIRST) * perSecond;
    latest = (anyNew ? TimeText.LATEST : LAST) * perSecond + perSecond - 1;
    years = (anyOld ? "1" : "1973") + " to " + (anyNew ? "9999" : "5138");
  }

  /** Microseconds since 1970. */
  long micros(JsonNumber number) throws ContractViolation {
    String found = null;
    if (!number.fitsLong()) found = number.text();
    else {
      rules.check(number.asLong(), number);
      if (number.asLong() < earliest || number.asLong() > latest) found = number.text();
    }
    if (found == null) return number.asLong() * unit;
    throw new ContractViolation(
        ViolationMessages.shown(found) + " is no time in " + label + " (" + years + ")");
  }
}
