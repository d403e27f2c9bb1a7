package pipeline.connect.jdbc.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows by COPY, many together. */
final class Copying {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int PIECE = 1 << 16;

  private Copying() {}

  static void run(Connection connection, String sql, CopyBytes bytes, List<CopyEntry> rows)
      throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      byte[] header = new byte[SIGNATURE.length + 8];
      System.arraycopy(SIGNATURE, 0, header, 0, SIGNATURE.length);
      copy.writeToCopy(header, 0, header.length);
      send(copy, bytes.array(), rows);
      copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
      copy.endCopy();
    } finally {
      if (copy.isActive()) copy.cancelCopy();
    }
  }

  private static void send(CopyIn copy, byte[] source, List<CopyEntry> rows) throws SQLException {
    byte[] piece = new byte[PIECE];
    int used = 0;
    for (CopyEntry row : rows) {
      int length = row.end - row.start;
      if (used + length > PIECE) {
        copy.writeToCopy(piece, 0, used);
        used = 0;
      }
      if (length > PIECE) {
        copy.writeToCopy(source, row.start, length);
        continue;
      }
      System.arraycopy(source, row.start, piece, used, length);
      used += length;
    }
    if (used > 0) copy.writeToCopy(piece, 0, used);
  }
}
