package pipeline.connect.jdbc.table;

/**
 * A column of a row table.
 *
 * @param required whether every record of the table has a value, as its contract says
 * @param slot where a row has the value
 */
public record TableColumn(String name, ColumnType type, boolean required, int slot) {}
