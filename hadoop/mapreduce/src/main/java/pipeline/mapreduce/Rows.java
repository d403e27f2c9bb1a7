package pipeline.mapreduce;

import java.math.BigDecimal;

/** Takes rows out of the records of one format. */
interface Rows<V> {
  /** The row of one record, or null when it takes no part. */
  Row take(V value) throws UnreadableRecord;

  /**
   * The row made of what was found, or null when the record is of another type or has nothing to
   * add.
   */
  static Row row(Grouping grouping, String key, String type, BigDecimal amount) {
    if (grouping.typeField() != null && !grouping.type().equals(type)) {
      return null;
    }
    if (grouping.sum() == null) {
      return new Row(key, BigDecimal.ZERO);
    }
    return amount == null ? null : new Row(key, amount);
  }
}
