package pipeline.connect.jdbc.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableColumn;

/** Which names PostgreSQL takes as they are. */
final class Names {
  private static final int LONGEST_NAME = 63;
  private static final int MOST_COLUMNS = 1_600;
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private Names() {}

  /** Why there can be no such table, or null. */
  static String problem(RowTable table) {
    String problem = tooLong(table.name());
    if (table.all().size() + 2 > MOST_COLUMNS) problem = "has more than 1,600 columns";
    for (TableColumn column : table.all()) {
      if (SYSTEM_COLUMNS.contains(column.name()))
        problem = "cannot have a column " + column.name() + ": that is one of PostgreSQL's own";
      if (tooLong(column.name()) != null) problem = "column " + tooLong(column.name());
    }
    return problem;
  }

  private static String tooLong(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) return "\"" + name + "\" is no name";
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    return length <= LONGEST_NAME
        ? null
        : name + " is longer than 63 bytes, and PostgreSQL would cut it";
  }
}
