package pipeline.connect.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pipeline.connect.sink.DeadLetter;

/** What became of a partition's records, range by range, side by side. */
final class Ranges {
  /** A range covers at most so many offsets, so that counts can be compared piece by piece. */
  static final long MOST = 100_000;

  private final PartitionPlace place;
  private final String contract;
  private final String ranges;
  private final String dead;

  /**
   * @param contract digest of the contract that rows are now written by; empty: there is none
   */
  Ranges(Dialect dialect, String schema, PartitionPlace place, String contract) {
    this.place = place;
    this.contract = contract;
    ranges = ControlTables.RANGES.in(dialect, schema);
    dead = ControlTables.DEAD.in(dialect, schema);
  }

  /**
   * What became of records.
   *
   * @param rows made, replaced or deleted one
   * @param tombstones without value, only counted
   */
  record Counts(long rows, long dead, long tombstones) {}

  record Range(long from, long to, String lost, String contract) {}

  /** The last range, or null. */
  Range newest(Connection connection) throws SQLException {
    return Statements.first(
        connection,
        "SELECT \"from_offset\", \"to_offset\", \"lost\", \"contract\" FROM "
            + ranges
            + PartitionPlace.WHERE
            + " ORDER BY \"from_offset\" DESC LIMIT 1",
        place.values(),
        row -> new Range(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
  }

  /** Whether more offsets may be added to a range that ends before `next`. */
  boolean grows(Range range, long next) {
    return range != null
        && range.lost == null
        && range.contract.equals(contract)
        && next - range.from < MOST;
  }

  /** The last begin or end of a range at or before an offset; 0 when there is none. */
  long boundary(Connection connection, long offset) throws SQLException {
    Range newest = newest(connection);
    if (newest != null && newest.to <= offset) return newest.to;
    return Statements.first(
        connection,
        "SELECT coalesce(max(\"from_offset\"), 0) FROM "
            + ranges
            + PartitionPlace.WHERE
            + " AND \"from_offset\" <= ?",
        place.with(offset),
        row -> row.getLong(1));
  }

  /** Whether records between two offsets were stored. */
  boolean storedBetween(Connection connection, long from, long to) throws SQLException {
    return Statements.first(
        connection,
        "SELECT count(*) FROM "
            + ranges
            + PartitionPlace.WHERE
            + " AND \"from_offset\" >= ? AND \"from_offset\" < ? AND \"rows\" > 0",
        place.with(from, to),
        row -> row.getLong(1) > 0);
  }

  void add(Connection connection, String topicId, long from, long to, Counts counts)
      throws SQLException {
    insert(connection, topicId, from, to, counts, null);
  }

  /** Offsets that nobody will store. */
  void addLost(Connection connection, String topicId, long from, long to, String reason)
      throws SQLException {
    insert(connection, topicId, from, to, new Counts(0, 0, 0), reason);
  }

  private void insert(
      Connection connection, String topicId, long from, long to, Counts counts, String lost)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(place.sink(), place.topic()));
    values.add(topicId);
    values.addAll(Arrays.asList(place.partition(), from, to, counts.rows, counts.dead));
    values.addAll(Arrays.asList(lost, contract, counts.tombstones));
    Statements.update(
        connection, "INSERT INTO " + ranges + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values);
  }

  void extend(Connection connection, long from, long to, Counts more) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(to, more.rows, more.dead, more.tombstones));
    values.addAll(place.with(from));
    Statements.update(
        connection,
        "UPDATE "
            + ranges
            + " SET \"to_offset\" = ?, \"rows\" = \"rows\" + ?, \"dead\" = \"dead\" + ?,"
            + " \"tombstones\" = coalesce(\"tombstones\", 0) + ?"
            + PartitionPlace.WHERE
            + " AND \"from_offset\" = ?",
        values);
  }

  void bury(Connection connection, List<DeadLetter> letters) throws SQLException {
    for (DeadLetter letter : letters)
      Statements.update(
          connection,
          "INSERT INTO " + dead + " VALUES (?, ?, ?, ?, ?)",
          place.with(letter.offset(), letter.reason()));
  }

  /** Forgets everything from an offset on. */
  void cut(Connection connection, long from) throws SQLException {
    String behind = "DELETE FROM " + ranges + PartitionPlace.WHERE + " AND \"from_offset\" >= ?";
    Statements.update(connection, behind, place.with(from));
    String letters = "DELETE FROM " + dead + PartitionPlace.WHERE + " AND \"offset\" >= ?";
    Statements.update(connection, letters, place.with(from));
  }
}
