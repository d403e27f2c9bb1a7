package pipeline.connect.jdbc.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableColumn;

/**
 * The statements by which one table's rows are written. Rows with a key go through a table of the
 * session's own, and what is there gives way only to what is later in its partition.
 */
final class CopyStatements {
  private final String target;
  private final String stage;
  private final String removed;
  private final List<String> columns = new ArrayList<>();
  private final List<String> key;
  private final List<String> removal;

  CopyStatements(RowTable table, PostgresDialect dialect, String schema) {
    target = dialect.quoted(schema) + "." + dialect.quoted(table.name());
    String hash = Integer.toHexString(target.hashCode());
    stage = dialect.quoted("_pipeline_stage_" + hash);
    removed = dialect.quoted("_pipeline_removed_" + hash);
    columns.add(dialect.quoted(RowTable.PARTITION));
    columns.add(dialect.quoted(RowTable.OFFSET));
    for (TableColumn column : table.all()) columns.add(dialect.quoted(column.name()));
    key = table.key().stream().map(dialect::quoted).toList();
    removal = Stream.concat(columns.stream().limit(2), key.stream()).toList();
  }

  String append() {
    return copy(target, columns);
  }

  /** Makes the session's own tables, once for each session. */
  String prepare() {
    return own(stage, columns) + "; " + own(removed, removal);
  }

  private String own(String name, List<String> those) {
    return "CREATE TEMPORARY TABLE IF NOT EXISTS "
        + name
        + " ON COMMIT DELETE ROWS AS SELECT "
        + String.join(", ", those)
        + " FROM "
        + target
        + " WITH NO DATA";
  }

  String stage() {
    return copy(stage, columns);
  }

  String stageRemoved() {
    return copy(removed, removal);
  }

  String upsert() {
    String changed =
        columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    return "INSERT INTO "
        + target
        + " AS t ("
        + String.join(", ", columns)
        + ") SELECT "
        + String.join(", ", columns)
        + " FROM "
        + stage
        + " ON CONFLICT ("
        + String.join(", ", key)
        + ") DO UPDATE SET "
        + changed
        + " WHERE "
        + later("excluded");
  }

  String remove() {
    String same =
        key.stream()
            .map(column -> "t." + column + " = r." + column)
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM "
        + target
        + " AS t USING "
        + removed
        + " AS r WHERE "
        + same
        + " AND "
        + later("r");
  }

  String clear() {
    return "DELETE FROM " + stage + "; DELETE FROM " + removed;
  }

  private static String later(String other) {
    return "(t.\"_partition\" <> "
        + other
        + ".\"_partition\" OR t.\"_offset\" < "
        + other
        + ".\"_offset\")";
  }

  private static String copy(String table, List<String> columns) {
    return "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)";
  }
}
