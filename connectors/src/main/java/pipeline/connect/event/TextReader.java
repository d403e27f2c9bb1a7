package pipeline.connect.event;

/** Reads a text: a slice of the value, or unescaped into the row. */
final class TextReader extends ValueReader {
  private final TextRules rules;

  TextReader(boolean required, TextRules rules) {
    super(required);
    this.rules = rules;
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    take(next, in, row, slot);
    rules.check(in, row, slot);
  }

  /** Takes the string that is next and lays its text into the slot. */
  static void take(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    if (next != '"') throw ViolationMessages.expected("text", in);
    in.string();
    if (!in.escaped()) {
      row.set(slot, in.start(), in.length());
      return;
    }
    int at = row.reserve(in.length());
    row.set(slot, ~at, JsonText.unescape(in.bytes(), in.start(), in.length(), row.scratch(), at));
  }
}
