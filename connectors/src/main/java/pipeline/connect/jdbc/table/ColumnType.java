package pipeline.connect.jdbc.table;

import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;

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
    BYTES,
    INSTANT,
    DATE,
    JSON
  }

  public static final ColumnType INTEGER = new ColumnType(Kind.INTEGER, 0);
  public static final ColumnType TEXT = new ColumnType(Kind.TEXT, 0);
  public static final ColumnType JSON = new ColumnType(Kind.JSON, 0);

  static ColumnType of(Field field) {
    return switch (StoredAs.of(field)) {
      case TEXT -> TEXT;
      case INTEGER, NANOS -> INTEGER;
      case DECIMAL -> new ColumnType(Kind.DECIMAL, StoredAs.decimals(field));
      case DOUBLE -> new ColumnType(Kind.DOUBLE, 0);
      case BOOLEAN -> new ColumnType(Kind.BOOLEAN, 0);
      case MICROS -> new ColumnType(Kind.INSTANT, 0);
      case DATE -> new ColumnType(Kind.DATE, 0);
      case BYTES -> new ColumnType(Kind.BYTES, 0);
      case JSON, LIST, MAP, GROUP -> JSON;
    };
  }
}
