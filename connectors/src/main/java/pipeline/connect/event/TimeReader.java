package pipeline.connect.event;

import java.time.ZoneId;

/**
 * Reads a date-time or local-date-time as microseconds or nanoseconds, a date as days, since
 * 1970-01-01 UTC.
 */
final class TimeReader extends ValueReader {
  /** 64 bits hold the nanoseconds of every second that is nearer to 1970. */
  private static final long FARTHEST = 9_223_372_035L;

  private final Field.Format format;
  private final Field.Fraction fraction;
  private final TextRules rules;
  private final TimeText time = new TimeText();
  private final LocalTimes zone;

  TimeReader(Field.StringField field, TextRules rules, ZoneId timezone) {
    super(field.required());
    this.rules = rules;
    format = field.format();
    fraction = field.fraction();
    zone = new LocalTimes(timezone);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    TextReader.take(next, in, row, slot);
    rules.check(in, row, slot);
    if (!time.parse(format, row.textSource(slot), row.textStart(slot), row.textLength(slot))) {
      throw wrong(in, " is no " + format.label());
    }
    row.number(slot, format == Field.Format.DATE ? time.day() : instant(in));
  }

  private long instant(JsonScanner in) throws ContractViolation {
    long local = time.seconds();
    long seconds = local - (format == Field.Format.DATE_TIME ? time.offset() : zone.offset(local));
    if (!TimeText.isOfYear(seconds)) throw wrong(in, " is no " + format.label());
    if (fraction == Field.Fraction.NANOSECONDS) return nanos(seconds, in);
    if (fraction == Field.Fraction.REJECT && time.tooFine())
      throw wrong(in, " is finer than a microsecond");
    return seconds * 1_000_000 + time.micros();
  }

  private long nanos(long seconds, JsonScanner in) throws ContractViolation {
    if (time.finerThanNanos()) throw wrong(in, " is finer than a nanosecond");
    if (Math.abs(seconds) > FARTHEST)
      throw wrong(in, " does not fit nanoseconds, which are of 1677 to 2262");
    return seconds * 1_000_000_000 + time.nanos();
  }

  private static ContractViolation wrong(JsonScanner in, String problem) {
    return new ContractViolation(ViolationMessages.quoted(in) + problem);
  }
}
