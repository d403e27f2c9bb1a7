package pipeline.connect.event;

/** Reads a 64-bit whole number. */
final class IntegerReader extends ValueReader {
  private final NumberRules rules;

  IntegerReader(Field.IntegerField field) {
    super(field.required());
    rules = new NumberRules(field.bounds(), field.choices(), 0);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    JsonNumber number = number(next, in, "an integer");
    if (!number.whole())
      throw new ContractViolation(ViolationMessages.shown(number.text()) + " is no integer");
    if (!number.fitsLong())
      throw new ContractViolation(ViolationMessages.shown(number.text()) + " does not fit 64 bits");
    rules.check(number.asLong(), number);
    row.number(slot, number.asLong());
  }

  static JsonNumber number(int next, JsonScanner in, String expected) throws ContractViolation {
    if (next != '-' && (next < '0' || next > '9')) throw ViolationMessages.expected(expected, in);
    return in.number();
  }
}
