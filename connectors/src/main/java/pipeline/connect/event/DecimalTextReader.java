package pipeline.connect.event;

/** Reads a text that is an exact decimal. */
final class DecimalTextReader extends ValueReader {
  private final TextRules text;
  private final DecimalRules rules;
  private final NumberText number = new NumberText();

  DecimalTextReader(Field.StringField field, TextRules text) {
    super(field.required());
    this.text = text;
    int decimals = field.decimals();
    rules = new DecimalRules(new NumberRules(field.bounds(), null, decimals), decimals);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    TextReader.take(next, in, row, slot);
    text.check(in, row, slot);
    JsonNumber found = number.read(row.textSource(slot), row.textStart(slot), row.textLength(slot));
    if (found == null) throw new ContractViolation(ViolationMessages.quoted(in) + " is no decimal");
    row.number(slot, rules.unscaled(found));
  }
}
