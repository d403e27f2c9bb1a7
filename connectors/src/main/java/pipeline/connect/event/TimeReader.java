package pipeline.connect.event;

import java.time.ZoneId;

/** Reads a date-time or local-date-time as microseconds, a date as days, since 1970-01-01 UTC. */
final class TimeReader extends ValueReader {
  private final Field.Format format;
  private final TextRules rules;
  private final TimeText time = new TimeText();
  private final LocalTimes zone;

  TimeReader(Field.StringField field, TextRules rules, ZoneId timezone) {
    super(field.required());
    this.rules = rules;
    format = field.format();
    zone = new LocalTimes(timezone);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    TextReader.take(next, in, row, slot);
    rules.check(in, row, slot);
    if (!time.parse(format, row.textSource(slot), row.textStart(slot), row.textLength(slot))) {
      throw new ContractViolation(ViolationMessages.quoted(in) + " is no " + format.label());
    }
    if (time.tooFine())
      throw new ContractViolation(ViolationMessages.quoted(in) + " is finer than a microsecond");
    row.number(
        slot,
        switch (format) {
          case DATE -> time.day();
          case DATE_TIME -> (time.seconds() - time.offset()) * 1_000_000 + time.micros();
          default -> (time.seconds() - zone.offset(time.seconds())) * 1_000_000 + time.micros();
        });
  }
}
