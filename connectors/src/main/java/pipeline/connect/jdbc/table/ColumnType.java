package pipeline.connect.jdbc.table;

import pipeline.connect.event.Field;

/**
 * What a column holds, whatever a database calls it.
 *
 * @param scale digits after the point, of DECIMAL only
 */
public record ColumnType(Kind kind, int scale) {
  /** DECIMAL has 18 digits; INSTANT microseconds; JSON the text of a value. */
  public enum Kind {
    INTEGER,
    DECIMAL,
    DOUBLE,
    BOOLEAN,
    TEXT,
    INSTANT,
    DATE,
    JSON
  }

  public static final ColumnType INTEGER = new ColumnType(Kind.INTEGER, 0);
  public static final ColumnType TEXT = new ColumnType(Kind.TEXT, 0);
  public static final ColumnType JSON = new ColumnType(Kind.JSON, 0);

  static ColumnType of(Field field) {
    if (field instanceof Field.StringField text) return new ColumnType(kind(text.format()), 0);
    if (field instanceof Field.IntegerField) return INTEGER;
    if (field instanceof Field.BooleanField) return new ColumnType(Kind.BOOLEAN, 0);
    if (!(field instanceof Field.NumberField number)) return JSON;
    return number.decimals() == null
        ? new ColumnType(Kind.DOUBLE, 0)
        : new ColumnType(Kind.DECIMAL, number.decimals());
  }

  private static Kind kind(Field.Format format) {
    return switch (format) {
      case DATE_TIME, LOCAL_DATE_TIME -> Kind.INSTANT;
      case DATE -> Kind.DATE;
      default -> Kind.TEXT;
    };
  }
}
