package pipeline.mapreduce;

import java.math.BigDecimal;

/** Reads rows out of the records of typed files, whatever their format. */
final class TypedRows implements Rows<Fields> {
  private final Grouping grouping;

  TypedRows(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Row take(Fields fields) throws UnreadableRecord {
    Object key = fields.value(grouping.by());
    Object type = grouping.typeField() == null ? null : fields.value(grouping.typeField());
    Object amount = grouping.sum() == null ? null : fields.value(grouping.sum());
    if (amount != null && !(amount instanceof BigDecimal)) {
      throw new UnreadableRecord("an amount that is no number");
    }
    return Rows.row(
        grouping, keyText(key), type instanceof String text ? text : null, (BigDecimal) amount);
  }

  private static String keyText(Object key) {
    if (key == null) {
      return Row.NO_KEY;
    }
    if (key instanceof BigDecimal number) {
      return Row.numberKey(number);
    }
    return key instanceof String text ? JsonRows.text(text) : key.toString();
  }
}
