package pipeline.connect.event;

/** Reads an exact decimal of at most 18 digits as a whole number of its smallest unit. */
final class DecimalReader extends ValueReader {
  private final NumberRules rules;
  private final int decimals;

  DecimalReader(Field.NumberField field) {
    super(field.required());
    decimals = field.decimals();
    rules = new NumberRules(field.bounds(), field.choices(), decimals);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    JsonNumber number = IntegerReader.number(next, in, "a number");
    if (number.decimals() > decimals) {
      throw new ContractViolation(
          ViolationMessages.shown(number.text())
              + " has more than "
              + decimals
              + " digits after the point");
    }
    long unscaled = number.unscaled(decimals);
    if (unscaled == Long.MIN_VALUE) {
      throw new ContractViolation(
          ViolationMessages.shown(number.text()) + " needs more than 18 digits");
    }
    rules.check(unscaled, number);
    row.number(slot, unscaled);
  }
}
