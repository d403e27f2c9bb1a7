package pipeline.connect.event;

/** Reads a text of digits, a number since 1970, as microseconds. */
final class EpochTextReader extends ValueReader {
  private final Field.Format format;
  private final TextRules text;
  private final EpochRules rules;
  private final NumberText number = new NumberText();

  EpochTextReader(Field.StringField field, TextRules text) {
    super(field.required());
    this.text = text;
    format = field.format();
    rules = new EpochRules(format, new NumberRules(field.bounds(), null, 0), field.bounds());
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    TextReader.take(next, in, row, slot);
    text.check(in, row, slot);
    JsonNumber found = number.read(row.textSource(slot), row.textStart(slot), row.textLength(slot));
    if (found == null || !found.whole())
      throw new ContractViolation(ViolationMessages.quoted(in) + " is no " + format.label());
    row.number(slot, rules.micros(found));
  }
}
