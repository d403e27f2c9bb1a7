package pipeline.connect.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import pipeline.connect.jdbc.table.RowTable;

/** Which sink made which table: `_pipeline_tables`. */
record TableRegistry(Dialect dialect, String schema, String sink, boolean byType) {
  /** For which sink, topic and mode a table was made. */
  record Owner(String sink, String topic, String mode) {}

  /** Who made a table, or null. */
  Owner owner(Connection connection, RowTable table) throws SQLException {
    return Statements.first(
        connection,
        "SELECT \"sink\", \"topic\", \"mode\" FROM "
            + ControlTables.TABLES.in(dialect, schema)
            + " WHERE \"table_name\" = ?",
        List.of(table.name()),
        row -> new Owner(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** Whether the position of some partition of the topic says that there are rows behind it. */
  boolean hasRows(Connection connection, RowTable table) throws SQLException {
    return Statements.first(
        connection,
        "SELECT count(*) FROM "
            + ControlTables.RANGES.in(dialect, schema)
            + " r JOIN "
            + ControlTables.OFFSETS.in(dialect, schema)
            + " o ON o.\"sink\" = r.\"sink\" AND o.\"topic\" = r.\"topic\" AND o.\"partition\" = r.\"partition\""
            + " WHERE r.\"sink\" = ? AND r.\"topic\" = ? AND r.\"rows\" > 0 AND r.\"from_offset\" < o.\"next_offset\"",
        List.of(sink, table.topic()),
        row -> row.getLong(1) > 0);
  }

  /** Notes whose a table is, and the contract that its rows are now written by. */
  void register(Connection connection, RowTable table, boolean anew) throws SQLException {
    String tables = ControlTables.TABLES.in(dialect, schema);
    if (anew) {
      String layout = byType ? "by-type" : "one";
      Statements.update(
          connection,
          "INSERT INTO " + tables + " VALUES (?, ?, ?, ?, ?, ?)",
          List.of(table.name(), sink, table.topic(), mode(table), layout, table.contract()));
    } else {
      Statements.update(
          connection,
          "UPDATE "
              + tables
              + " SET \"contract\" = ? WHERE \"table_name\" = ? AND \"contract\" <> ?",
          List.of(table.contract(), table.name(), table.contract()));
    }
  }

  static String mode(RowTable table) {
    return table.upsert() ? "upsert" : "append";
  }
}
