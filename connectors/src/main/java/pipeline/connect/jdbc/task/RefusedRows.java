package pipeline.connect.jdbc.task;

import java.io.IOException;
import java.util.Map;
import pipeline.connect.jdbc.sql.Connections;
import pipeline.connect.jdbc.sql.RefusedValue;
import pipeline.connect.jdbc.sql.RowBuffer;

/**
 * Finds the rows that a database refuses, by halves: what it takes is tried once and taken back.
 */
record RefusedRows(Connections connections, RowBuffer buffer) {
  /**
   * Adds the offset and the reason of each refused entry from one to before another.
   *
   * @throws IOException when the database fails for any other reason
   */
  void find(int from, int to, Map<Long, String> refused) throws IOException {
    if (from == to) return;
    try {
      connections.trial(
          connection -> {
            buffer.write(connection, from, to);
            return null;
          });
    } catch (RefusedValue refusal) {
      if (to - from == 1) {
        refused.put(buffer.offset(from), "the database refuses it: " + refusal.getMessage());
        return;
      }
      int middle = (from + to) >>> 1;
      find(from, middle, refused);
      find(middle, to, refused);
    }
  }
}
