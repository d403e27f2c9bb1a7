package pipeline.connect.event;

/** Reads a number since 1970 as microseconds. */
final class EpochReader extends ValueReader {
  private final EpochRules rules;

  EpochReader(Field.IntegerField field) {
    super(field.required());
    NumberRules numbers = new NumberRules(field.bounds(), field.choices(), 0);
    rules = new EpochRules(field.format(), numbers, field.bounds());
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    JsonNumber number = IntegerReader.number(next, in, "an integer");
    if (!number.whole())
      throw new ContractViolation(ViolationMessages.shown(number.text()) + " is no integer");
    row.number(slot, rules.micros(number));
  }
}
