package pipeline.connect.event;

/**
 * What a column holds, by the table of docs/event-contract.md; a field's constraints do not matter.
 */
public enum StoredAs {
  TEXT,
  INTEGER,
  DOUBLE,
  /** With {@link #decimals} digits after the point. */
  DECIMAL,
  BOOLEAN,
  DATE,
  /** Microseconds since 1970. */
  MICROS,
  /** Nanoseconds since 1970. */
  NANOS,
  BYTES,
  /** The text of any JSON value. */
  JSON,
  LIST,
  MAP,
  GROUP;

  /** As what a field's values are stored. */
  public static StoredAs of(Field field) {
    if (field instanceof Field.StringField text) return of(text);
    if (field instanceof Field.IntegerField integer)
      return integer.format() == Field.Format.PLAIN ? INTEGER : MICROS;
    if (field instanceof Field.NumberField number)
      return number.decimals() == null ? DOUBLE : DECIMAL;
    if (field instanceof Field.BooleanField) return BOOLEAN;
    if (field instanceof Field.ArrayField) return LIST;
    if (field instanceof Field.MapField) return MAP;
    return field instanceof Field.ObjectField ? GROUP : JSON;
  }

  private static StoredAs of(Field.StringField text) {
    return switch (text.format()) {
      case DATE_TIME, LOCAL_DATE_TIME ->
          text.fraction() == Field.Fraction.NANOSECONDS ? NANOS : MICROS;
      case DATE -> DATE;
      case EPOCH_SECONDS, EPOCH_MILLISECONDS, EPOCH_MICROSECONDS -> MICROS;
      case DECIMAL, DECIMAL_BASE64 -> DECIMAL;
      case BASE64 -> BYTES;
      default -> TEXT;
    };
  }

  /** Digits after the point of a field that is stored as a decimal. */
  public static int decimals(Field field) {
    return field instanceof Field.StringField text
        ? text.decimals()
        : ((Field.NumberField) field).decimals();
  }

  /** Whether it is a moment or a day. */
  public boolean isTime() {
    return this == MICROS || this == NANOS || this == DATE;
  }

  /** Whether it is one value, which can tell rows apart, and no list or object. */
  public boolean isSingle() {
    return !isNested() && this != JSON;
  }

  /** Whether it holds values of its own. */
  public boolean isNested() {
    return this == LIST || this == MAP || this == GROUP;
  }
}
