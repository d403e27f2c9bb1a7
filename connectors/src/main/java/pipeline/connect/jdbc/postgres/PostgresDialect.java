package pipeline.connect.jdbc.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import pipeline.connect.jdbc.config.JdbcSettings;
import pipeline.connect.jdbc.sql.Dialect;
import pipeline.connect.jdbc.sql.RowBuffer;
import pipeline.connect.jdbc.sql.Statements;
import pipeline.connect.jdbc.table.ColumnType;
import pipeline.connect.jdbc.table.RowTable;

/** PostgreSQL 12 or newer: rows go in by COPY in its binary format. */
public final class PostgresDialect implements Dialect {
  public static final String URL = "jdbc:postgresql:";

  /** Another number for each purpose of an advisory lock; this one is the sink's, for tables. */
  private static final long TABLES_LOCK = 7_310_211_938_840_051L;

  /** The server ends statements first, so that the reason is known. */
  private static final Map<String, String> BOUNDS =
      Map.of(
          "lock_timeout", "10s",
          "statement_timeout", "60s",
          "idle_in_transaction_session_timeout", "60s");

  private static final String SOCKET_SECONDS = "75";

  @Override
  public Connection connect(JdbcSettings settings) throws SQLException {
    Properties properties = new Properties();
    if (!settings.user().isEmpty()) properties.setProperty("user", settings.user());
    if (!settings.password().isEmpty()) properties.setProperty("password", settings.password());
    properties.setProperty("ApplicationName", "pipeline " + settings.connector());
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "20");
    properties.setProperty("socketTimeout", SOCKET_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = new Driver().connect(settings.url(), properties);
    if (connection == null) throw new SQLException("no PostgreSQL address: " + settings.store());
    try {
      bound(connection);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** What the role or the address has bounded by itself stays. */
  private static void bound(Connection connection) throws SQLException {
    for (Map.Entry<String, String> bound : BOUNDS.entrySet())
      Statements.first(
          connection,
          "SELECT set_config(?, ?, false) WHERE current_setting(?) = '0'",
          List.of(bound.getKey(), bound.getValue(), bound.getKey()),
          row -> true);
  }

  @Override
  public String schema(Connection connection) throws SQLException {
    String schema =
        Statements.first(connection, "SELECT current_schema()", List.of(), row -> row.getString(1));
    if (schema == null)
      throw new SQLException("no schema is selected: search_path names none that is there");
    return schema;
  }

  @Override
  public String problem(RowTable table) {
    return Names.problem(table);
  }

  @Override
  public String type(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER -> "bigint";
      case DECIMAL -> "numeric(18," + type.scale() + ")";
      case DOUBLE -> "double precision";
      case BOOLEAN -> "boolean";
      case TEXT -> "text";
      case BYTES -> "bytea";
      case INSTANT -> "timestamp with time zone";
      case DATE -> "date";
      case JSON -> "jsonb";
    };
  }

  @Override
  public Map<Class<?>, String> plainTypes() {
    return Map.of(String.class, "text", Integer.class, "integer", Long.class, "bigint");
  }

  @Override
  public String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public Map<String, String> columns(Connection connection, String schema, String table)
      throws SQLException {
    String sql =
        "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
            + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped"
            + " ORDER BY a.attnum";
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) columns.put(rows.getString(1), rows.getString(2));
      }
    }
    return columns;
  }

  @Override
  public void lockTables(Connection connection) throws SQLException {
    Statements.first(
        connection, "SELECT pg_advisory_xact_lock(?)", List.of(TABLES_LOCK), row -> true);
  }

  /** A lock on a row is its last transaction's: that is how the holder is found. */
  @Override
  public void endRivals(Connection connection, String offsetsTable, List<Object> partition)
      throws SQLException {
    String sql =
        "SELECT count(pg_terminate_backend(l.pid)) FROM "
            + offsetsTable
            + " o JOIN pg_locks l ON l.locktype = 'transactionid' AND l.granted AND l.transactionid = o.xmax"
            + " JOIN pg_stat_activity a ON a.pid = l.pid"
            + " WHERE o.\"sink\" = ? AND o.\"topic\" = ? AND o.\"partition\" = ?"
            + " AND a.application_name = current_setting('application_name')"
            + " AND a.usename = current_user AND a.pid <> pg_backend_pid()";
    Statements.first(connection, sql, partition, row -> true);
  }

  @Override
  public RowBuffer buffer(RowTable table, String schema) {
    return new CopyBuffer(table, new CopyStatements(table, this, schema));
  }

  @Override
  public boolean refusesValue(SQLException failure) {
    return Failures.refusesValue(failure);
  }

  @Override
  public String reason(SQLException failure) {
    return Failures.reason(failure);
  }
}
