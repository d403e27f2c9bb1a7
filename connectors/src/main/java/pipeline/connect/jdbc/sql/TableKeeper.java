package pipeline.connect.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableColumn;

/**
 * Creates the tables of a sink and lets them grow by columns that rows may lack; whatever else
 * differs from the contract stops the task.
 */
public final class TableKeeper {
  private final Dialect dialect;
  private final String schema;
  private final String sink;
  private final TableRegistry registry;

  public TableKeeper(Dialect dialect, String schema, String sink, boolean byType) {
    this.dialect = dialect;
    this.schema = schema;
    this.sink = sink;
    registry = new TableRegistry(dialect, schema, sink, byType);
  }

  /** Makes the control tables. */
  public void prepare(Connection connection) throws SQLException {
    dialect.lockTables(connection);
    ControlTables.create(connection, dialect, schema);
  }

  /**
   * Makes a table fit, after {@link #prepare}.
   *
   * @throws ConnectException that names what the contract says, what the database has, and the way
   *     out
   */
  public void ensure(Connection connection, RowTable table) throws SQLException {
    Map<String, String> found = dialect.columns(connection, schema, table.name());
    TableRegistry.Owner owner = registry.owner(connection, table);
    if (found.isEmpty()) {
      if (owner != null && registry.hasRows(connection, table))
        throw refused(table, "is gone from the database, and its sink goes on behind its rows", "");
      create(connection, table);
      registry.register(connection, table, owner == null);
      return;
    }
    requireOwn(table, owner);
    grow(connection, table, found);
    registry.register(connection, table, false);
  }

  /**
   * Deletes a partition's rows from one offset to before another, piece by piece, so that no
   * statement takes long.
   */
  public void delete(Connection connection, RowTable table, int partition, long from, long to)
      throws SQLException {
    String rows =
        "DELETE FROM "
            + place(table)
            + " WHERE \"_partition\" = ? AND \"_offset\" >= ? AND \"_offset\" < ?";
    for (long piece = from; piece < to; piece += Ranges.MOST)
      Statements.update(
          connection, rows, List.of(partition, piece, Math.min(piece + Ranges.MOST, to)));
  }

  private void requireOwn(RowTable table, TableRegistry.Owner owner) {
    if (owner == null) throw refused(table, "is there already, and no sink of ours made it", "");
    if (!owner.sink().equals(sink)) throw refused(table, "belongs to the sink " + owner.sink(), "");
    if (!owner.topic().equals(table.topic()))
      throw refused(table, "holds the topic " + owner.topic() + ", not " + table.topic(), "");
    if (!owner.mode().equals(TableRegistry.mode(table)))
      throw refused(
          table, "was made for mode " + owner.mode() + ", not " + TableRegistry.mode(table), "");
  }

  private void create(Connection connection, RowTable table) throws SQLException {
    List<String> parts = new ArrayList<>();
    wanted(table)
        .forEach(
            (name, type) -> {
              boolean always =
                  name.equals(RowTable.PARTITION)
                      || name.equals(RowTable.OFFSET)
                      || table.key().contains(name);
              parts.add(dialect.quoted(name) + " " + type + (always ? " NOT NULL" : ""));
            });
    List<String> key = table.upsert() ? table.key() : List.of(RowTable.PARTITION, RowTable.OFFSET);
    String quoted = key.stream().map(dialect::quoted).collect(Collectors.joining(", "));
    parts.add("PRIMARY KEY (" + quoted + ")");
    Statements.run(
        connection, "CREATE TABLE " + place(table) + " (" + String.join(", ", parts) + ")");
  }

  private Map<String, String> wanted(RowTable table) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(RowTable.PARTITION, dialect.plainTypes().get(Integer.class));
    wanted.put(RowTable.OFFSET, dialect.plainTypes().get(Long.class));
    for (TableColumn column : table.all()) wanted.put(column.name(), dialect.type(column.type()));
    return wanted;
  }

  private void grow(Connection connection, RowTable table, Map<String, String> found)
      throws SQLException {
    Map<String, String> wanted = wanted(table);
    found.forEach(
        (name, type) -> {
          String other = wanted.get(name);
          if (other == null)
            throw refused(table, "has a column " + name + " " + type, "has no such field");
          if (!other.equals(type))
            throw refused(table, "has " + name + " " + type, "makes it " + other);
        });
    for (String name : List.of(RowTable.PARTITION, RowTable.OFFSET)) {
      if (!found.containsKey(name)) throw refused(table, "has no column " + name, "");
    }
    for (TableColumn column : table.all()) {
      if (found.containsKey(column.name())) continue;
      if (column.required())
        throw refused(
            table,
            "has no column " + column.name(),
            "requires it in every record, and the rows that are there lack it");
      Statements.run(
          connection,
          "ALTER TABLE "
              + place(table)
              + " ADD COLUMN "
              + dialect.quoted(column.name())
              + " "
              + dialect.type(column.type()));
    }
  }

  private String place(RowTable table) {
    return dialect.quoted(schema) + "." + dialect.quoted(table.name());
  }

  private ConnectException refused(RowTable table, String database, String contract) {
    String both =
        contract.isEmpty() ? "" : "; the contract of topic " + table.topic() + " " + contract;
    return new ConnectException(
        "Table "
            + schema
            + "."
            + table.name()
            + " "
            + database
            + both
            + ". A table grows by optional columns only. Give this sink another table (jdbc.table), change the contract"
            + " back, or start anew: drop the table and run pipeline offsets reset "
            + sink
            + " with the sink stopped.");
  }
}
