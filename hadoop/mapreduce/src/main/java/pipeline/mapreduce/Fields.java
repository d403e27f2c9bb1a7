package pipeline.mapreduce;

import java.math.BigDecimal;

/** The columns of one record of a typed file. */
interface Fields {
  /**
   * A column's value as String, BigDecimal or Boolean; null where the record, or its whole file,
   * has none.
   */
  Object value(String name) throws UnreadableRecord;

  /** A double as an exact number. */
  static BigDecimal number(String name, double value) throws UnreadableRecord {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new UnreadableRecord(name + " is no number");
    }
    return BigDecimal.valueOf(value);
  }
}
