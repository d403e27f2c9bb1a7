package pipeline.connect.jdbc.postgres;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's error codes mean (its documentation, appendix A). */
final class Failures {
  private Failures() {}

  /**
   * A value out of range or malformed (22), one that breaks a constraint (23), or one that is too
   * large for an index or a page (54).
   */
  static boolean refusesValue(SQLException failure) {
    String state = state(failure);
    boolean ofValue = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    return ofValue && !isRowTwice(failure);
  }

  /** A row of these coordinates is there already: no fault of the record's. */
  static boolean isRowTwice(SQLException failure) {
    if (!(failure instanceof PSQLException known) || known.getServerErrorMessage() == null)
      return false;
    String constraint = known.getServerErrorMessage().getConstraint();
    return "23505".equals(state(failure)) && constraint != null && constraint.endsWith("_pkey");
  }

  /** One sentence. The server's details are left out: they quote whole rows. */
  static String reason(SQLException failure) {
    String said = said(failure);
    if (isRowTwice(failure))
      return "rows are there that _pipeline_offsets knows nothing of: " + said;
    return switch (state(failure)) {
      case "55P03" -> "another session holds a lock: " + said;
      case "57014" -> "it takes longer than it may: " + said;
      case "53100" -> "the disk is full: " + said;
      default -> said;
    };
  }

  private static String said(SQLException failure) {
    if (failure instanceof PSQLException known && known.getServerErrorMessage() != null) {
      ServerErrorMessage server = known.getServerErrorMessage();
      if (server.getMessage() != null) return server.getMessage();
    }
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
