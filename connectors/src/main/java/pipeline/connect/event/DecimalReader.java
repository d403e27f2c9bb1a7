package pipeline.connect.event;

/** Reads an exact decimal of at most 18 digits as a whole number of its smallest unit. */
final class DecimalReader extends ValueReader {
  private final DecimalRules rules;

  DecimalReader(Field.NumberField field) {
    super(field.required());
    int decimals = field.decimals();
    rules = new DecimalRules(new NumberRules(field.bounds(), field.choices(), decimals), decimals);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    row.number(slot, rules.unscaled(IntegerReader.number(next, in, "a number")));
  }
}
