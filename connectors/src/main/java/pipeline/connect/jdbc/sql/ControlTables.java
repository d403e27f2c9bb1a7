package pipeline.connect.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sink's own tables beside the rows (docs/jdbc.md gives every column's meaning). */
public enum ControlTables {
  OFFSETS(
      "_pipeline_offsets",
      columns(
          "sink",
          String.class,
          "topic",
          String.class,
          "partition",
          Integer.class,
          "topic_id",
          String.class,
          "generation",
          Long.class,
          "next_offset",
          Long.class),
      "sink",
      "topic",
      "partition"),
  RANGES(
      "_pipeline_ranges",
      columns(
          "sink",
          String.class,
          "topic",
          String.class,
          "topic_id",
          String.class,
          "partition",
          Integer.class,
          "from_offset",
          Long.class,
          "to_offset",
          Long.class,
          "rows",
          Long.class,
          "dead",
          Long.class,
          "lost",
          String.class,
          "contract",
          String.class,
          "tombstones",
          Long.class),
      "sink",
      "topic",
      "partition",
      "from_offset"),
  DEAD(
      "_pipeline_dead",
      columns(
          "sink",
          String.class,
          "topic",
          String.class,
          "partition",
          Integer.class,
          "offset",
          Long.class,
          "reason",
          String.class),
      "sink",
      "topic",
      "partition",
      "offset"),
  TABLES(
      "_pipeline_tables",
      columns(
          "table_name",
          String.class,
          "sink",
          String.class,
          "topic",
          String.class,
          "mode",
          String.class,
          "layout",
          String.class,
          "contract",
          String.class),
      "table_name");

  private final String table;
  private final Map<String, Class<?>> columns;
  private final List<String> key;

  ControlTables(String table, Map<String, Class<?>> columns, String... key) {
    this.table = table;
    this.columns = columns;
    this.key = List.of(key);
  }

  private static Map<String, Class<?>> columns(Object... pairs) {
    Map<String, Class<?>> columns = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2)
      columns.put((String) pairs[i], (Class<?>) pairs[i + 1]);
    return Collections.unmodifiableMap(columns);
  }

  /** Creates those that are missing, and adds the columns that older versions did not have. */
  static void create(Connection connection, Dialect dialect, String schema) throws SQLException {
    for (ControlTables each : values()) {
      Map<String, String> found = dialect.columns(connection, schema, each.table);
      if (!found.isEmpty()) {
        each.grow(connection, dialect, schema, found);
        continue;
      }
      List<String> parts = new ArrayList<>();
      each.columns.forEach(
          (name, type) ->
              parts.add(
                  dialect.quoted(name)
                      + " "
                      + dialect.plainTypes().get(type)
                      + (each.key.contains(name) ? " NOT NULL" : "")));
      parts.add(
          "PRIMARY KEY ("
              + each.key.stream().map(dialect::quoted).collect(Collectors.joining(", "))
              + ")");
      Statements.run(
          connection,
          "CREATE TABLE " + each.in(dialect, schema) + " (" + String.join(", ", parts) + ")");
    }
  }

  private void grow(
      Connection connection, Dialect dialect, String schema, Map<String, String> found)
      throws SQLException {
    for (Map.Entry<String, Class<?>> column : columns.entrySet()) {
      if (found.containsKey(column.getKey())) continue;
      String added =
          dialect.quoted(column.getKey()) + " " + dialect.plainTypes().get(column.getValue());
      Statements.run(connection, "ALTER TABLE " + in(dialect, schema) + " ADD COLUMN " + added);
    }
  }

  /** The table's name in statements. */
  public String in(Dialect dialect, String schema) {
    return dialect.quoted(schema) + "." + dialect.quoted(table);
  }
}
