package pipeline.connect.event;

/** Takes one field, which may be inside of others, out of row after row. */
public final class RowField {
  private final FieldPath path;
  private final StoredAs stored;
  private final int top;
  private final int[] steps;

  public RowField(EventContract contract, FieldPath path) {
    this.path = path;
    stored = StoredAs.of(path.field());
    Columns columns = new Columns(contract);
    String type = contract.types().isEmpty() ? contract.name() : firstType(contract);
    // types share the slots of what they have in common
    Columns.Column column = columns.find(type, path.names().get(0));
    top = column.slot();
    steps = path.steps(column.field());
  }

  private static String firstType(EventContract contract) {
    return contract.types().keySet().iterator().next();
  }

  public FieldPath path() {
    return path;
  }

  /** The value as text, times as ISO instants; null where the row has none. */
  public String text(Row row) {
    int slot = slot(row);
    return slot < 0 ? null : ColumnText.of(row, slot, path.field());
  }

  /** Whether the row has a value of it. */
  public boolean isIn(Row row) {
    return slot(row) >= 0;
  }

  /** The time, which the row has, as microseconds since 1970; of a date its midnight in UTC. */
  public long micros(Row row) {
    return ColumnText.micros(row, slot(row), stored);
  }

  private int slot(Row row) {
    int slot = top;
    if (!row.has(slot)) return -1;
    for (int step : steps) {
      slot = row.group(slot) + step;
      if (!row.has(slot)) return -1;
    }
    return slot;
  }
}
