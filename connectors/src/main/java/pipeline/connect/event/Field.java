package pipeline.connect.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * One field of an event contract, as docs/event-contract.md defines it. Absent constraints are
 * null.
 */
public sealed interface Field {
  /** False: the field may be absent or null. */
  boolean required();

  /** How the text of a string field is read; `PLAIN` is any text. */
  enum Format {
    PLAIN("string"),
    DATE_TIME("date-time"),
    LOCAL_DATE_TIME("local-date-time"),
    DATE("date"),
    EPOCH_SECONDS("epoch-seconds"),
    EPOCH_MILLISECONDS("epoch-milliseconds"),
    EPOCH_MICROSECONDS("epoch-microseconds"),
    DECIMAL("decimal"),
    DECIMAL_BASE64("decimal-base64"),
    BASE64("base64"),
    UUID("uuid"),
    EMAIL("email"),
    URI("uri");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    /** The name it has in a contract. */
    public String label() {
      return label;
    }
  }

  /** What becomes of digits of a second behind the sixth. */
  enum Fraction {
    REJECT,
    CUT,
    NANOSECONDS
  }

  /**
   * Lengths count Unicode code points; `pattern` is an ECMAScript expression that must be found in
   * the text. `fraction` is of times; `decimals`, 0 elsewhere, of decimals; `bounds` of texts that
   * are numbers.
   */
  record StringField(
      boolean required,
      Format format,
      String pattern,
      Integer minLength,
      Integer maxLength,
      List<String> choices,
      Fraction fraction,
      int decimals,
      Bounds bounds)
      implements Field {}

  /** A 64-bit whole number; of a format EPOCH_…, a time. */
  record IntegerField(boolean required, Format format, Bounds bounds, List<BigDecimal> choices)
      implements Field {}

  /**
   * A double, or with `decimals` (0–18) an exact decimal with at most so many digits after the
   * point.
   */
  record NumberField(boolean required, Bounds bounds, List<BigDecimal> choices, Integer decimals)
      implements Field {}

  record BooleanField(boolean required) implements Field {}

  record ArrayField(boolean required, Field items, Integer minItems, Integer maxItems)
      implements Field {}

  /** The fields keep the order of the contract's JSON. */
  record ObjectField(boolean required, Map<String, Field> fields) implements Field {}

  /** An object of any names, whose values all follow one field. */
  record MapField(boolean required, Field values) implements Field {}

  /** Any JSON value. */
  record AnyField(boolean required) implements Field {}

  /** Limits of a number, each exact as it was written. */
  record Bounds(
      BigDecimal minimum,
      BigDecimal maximum,
      BigDecimal exclusiveMinimum,
      BigDecimal exclusiveMaximum) {}
}
