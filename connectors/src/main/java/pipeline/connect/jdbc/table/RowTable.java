package pipeline.connect.jdbc.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of one topic's records: `_partition` and `_offset`, then these columns, then `_rest` if
 * undeclared fields are kept.
 *
 * @param columns without contract: none; then there are `key` and `value`
 * @param key names of the columns that make up the key; empty: the coordinates do
 * @param rest the slot of the undeclared fields, or -1
 */
public record RowTable(
    String name,
    String topic,
    boolean typed,
    List<TableColumn> columns,
    List<String> key,
    int rest,
    String contract) {
  public static final String PARTITION = "_partition";
  public static final String OFFSET = "_offset";
  public static final String REST = "_rest";
  public static final String RAW_KEY = "key";
  public static final String RAW_VALUE = "value";

  public boolean upsert() {
    return !key.isEmpty();
  }

  /** The columns of the key, in its order. */
  public List<TableColumn> keyColumns() {
    return key.stream().map(this::column).toList();
  }

  private TableColumn column(String wanted) {
    return columns.stream()
        .filter(column -> column.name().equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  /** Every column behind the coordinates: the contract's, or key and value. */
  public List<TableColumn> all() {
    if (!typed)
      return List.of(
          new TableColumn(RAW_KEY, ColumnType.TEXT, false, -1),
          new TableColumn(RAW_VALUE, ColumnType.JSON, false, -1));
    if (rest < 0) return columns;
    List<TableColumn> all = new ArrayList<>(columns);
    all.add(new TableColumn(REST, ColumnType.JSON, false, rest));
    return List.copyOf(all);
  }
}
