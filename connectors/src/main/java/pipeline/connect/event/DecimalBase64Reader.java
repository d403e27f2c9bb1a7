package pipeline.connect.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads an exact decimal as Kafka Connect's JSON converter writes it: in base64 the bytes of a
 * whole number of its smallest unit, in two's complement, the highest first.
 */
final class DecimalBase64Reader extends ValueReader {
  /** More bytes than any decimal of 18 digits needs, and few enough to be shown. */
  private static final int MOST_BYTES = 32;

  private final Base64Reader bytes;
  private final DecimalRules rules;
  private final int decimals;
  private final NumberText number = new NumberText();

  DecimalBase64Reader(Field.StringField field, TextRules text) {
    super(field.required());
    bytes = new Base64Reader(field.required(), text);
    decimals = field.decimals();
    rules = new DecimalRules(new NumberRules(field.bounds(), null, decimals), decimals);
  }

  @Override
  void value(int next, JsonScanner in, Row row, int slot) throws ContractViolation {
    bytes.value(next, in, row, slot);
    int length = row.textLength(slot);
    if (length == 0 || length > MOST_BYTES)
      throw new ContractViolation(length + " bytes are no decimal of at most 18 digits");
    BigInteger unscaled = new BigInteger(row.textSource(slot), row.textStart(slot), length);
    byte[] digits =
        new BigDecimal(unscaled, decimals).toPlainString().getBytes(StandardCharsets.UTF_8);
    row.number(slot, rules.unscaled(number.read(digits, 0, digits.length)));
  }
}
