package pipeline.connect.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import pipeline.connect.jdbc.config.JdbcSettings;
import pipeline.connect.jdbc.table.ColumnType;
import pipeline.connect.jdbc.table.RowTable;

/** What differs between databases. */
public interface Dialect {
  /** A session whose every wait is bounded. */
  Connection connect(JdbcSettings settings) throws SQLException;

  /** The schema of tables that name none. */
  String schema(Connection connection) throws SQLException;

  /**
   * @return why the database cannot have this table, or null
   */
  String problem(RowTable table);

  /** A column's type, as {@link #columns} tells it of a table. */
  String type(ColumnType type);

  /** The types of the control tables' columns: text, 32-bit and 64-bit whole numbers. */
  Map<Class<?>, String> plainTypes();

  /** A name in statements. */
  String quoted(String name);

  /** Columns and their types, in order; empty: there is no such table. */
  Map<String, String> columns(Connection connection, String schema, String table)
      throws SQLException;

  /** Waits until no other session of this transaction's kind changes tables. */
  void lockTables(Connection connection) throws SQLException;

  /**
   * Ends other sessions of this connector that hold the position of a partition: their task is no
   * longer its owner, and may sleep.
   */
  void endRivals(Connection connection, String offsetsTable, List<Object> partition)
      throws SQLException;

  /** Rows of one table on their way. */
  RowBuffer buffer(RowTable table, String schema);

  /** Whether a statement failed because of a value, so that it would fail again and again. */
  boolean refusesValue(SQLException failure);

  /** What happened, in one sentence without values. */
  String reason(SQLException failure);
}
