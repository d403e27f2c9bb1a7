package pipeline.connect.event;

/** What an exact decimal of at most 18 digits must be, whether it stands in a text or not. */
final class DecimalRules {
  private final NumberRules rules;
  private final int decimals;

  DecimalRules(NumberRules rules, int decimals) {
    this.rules = rules;
    this.decimals = decimals;
  }

  /** The number as a whole number of its smallest unit. */
  long unscaled(JsonNumber number) throws ContractViolation {
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
    return unscaled;
  }
}
