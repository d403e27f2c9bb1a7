package pipeline.connect.jdbc.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.sink.DeadLetter;

/**
 * Where one partition stands in the database: the next offset, the generation of the one writer
 * that may move it, and the ranges that say what became of every record.
 */
public final class Position {
  private final PartitionPlace place;
  private final Dialect dialect;
  private final String offsets;
  private final Ranges ranges;

  /**
   * @param contract digest of the contract that rows are now written by; empty: there is none
   */
  public Position(Dialect dialect, String schema, PartitionPlace place, String contract) {
    this.place = place;
    this.dialect = dialect;
    offsets = ControlTables.OFFSETS.in(dialect, schema);
    ranges = new Ranges(dialect, schema, place, contract);
  }

  /**
   * What stands in the database.
   *
   * @param topicId Kafka's id of the topic whose records are stored; null after a reset
   * @param range first offset of the newest range that may grow, or -1
   */
  public record State(long generation, long next, String topicId, long range) {
    /** Whether rows from the position on are to be written anew. */
    public boolean isReset() {
      return topicId == null;
    }
  }

  /** Ends sessions that hold the position for a writer that is no longer the owner. */
  public void endRivals(Connection connection) throws SQLException {
    dialect.endRivals(connection, offsets, place.values());
  }

  /** Where the partition stands, its row locked; null when it has none yet. */
  public State locked(Connection connection) throws SQLException {
    return Statements.first(
        connection,
        "SELECT \"generation\", \"next_offset\", \"topic_id\" FROM "
            + offsets
            + PartitionPlace.WHERE
            + " FOR UPDATE",
        place.values(),
        row -> new State(row.getLong(1), row.getLong(2), row.getString(3), -1));
  }

  /** Becomes the first writer, and begins at an offset. */
  public State begin(Connection connection, String topicId, long start) throws SQLException {
    Statements.update(
        connection,
        "INSERT INTO " + offsets + " VALUES (?, ?, ?, ?, ?, ?)",
        place.with(topicId, 1L, start));
    return new State(1, start, topicId, -1);
  }

  /** Becomes the one writer after another, or after oneself. */
  public State take(Connection connection, State before, String topicId) throws SQLException {
    State taken = set(connection, before.generation() + 1, before.next(), topicId);
    Ranges.Range newest = ranges.newest(connection);
    if (newest != null && newest.to() != taken.next()) {
      throw new ConnectException(
          place
              + ": _pipeline_offsets goes on at offset "
              + taken.next()
              + ", and _pipeline_ranges ends before "
              + newest.to()
              + ". Somebody changed one of them; put it back, or reset the sink: pipeline offsets reset "
              + place.sink());
    }
    return ranges.grows(newest, taken.next())
        ? new State(taken.generation(), taken.next(), topicId, newest.from())
        : taken;
  }

  private State set(Connection connection, long generation, long next, String topicId)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(generation, next));
    values.add(topicId);
    values.addAll(place.values());
    Statements.update(
        connection,
        "UPDATE "
            + offsets
            + " SET \"generation\" = ?, \"next_offset\" = ?, \"topic_id\" = ?"
            + PartitionPlace.WHERE,
        values);
    return new State(generation, next, topicId, -1);
  }

  /**
   * Checks that this writer is still the one, and keeps every other away until the transaction's
   * end.
   *
   * @throws IOException when it is not
   */
  public void confirm(Connection connection, State mine) throws SQLException, IOException {
    State now = locked(connection);
    if (now == null || now.generation() != mine.generation())
      throw new IOException("another writer has taken over " + place);
    if (now.next() != mine.next())
      throw new IOException(
          "_pipeline_offsets says " + now.next() + " of " + place + " instead of " + mine.next());
  }

  /**
   * Moves the position and says what became of the records before it.
   *
   * @param tombstones records without value that were only counted
   */
  public State move(
      Connection connection,
      State mine,
      long to,
      long rows,
      long tombstones,
      List<DeadLetter> letters)
      throws SQLException {
    ranges.bury(connection, letters);
    long from = mine.range() < 0 ? mine.next() : mine.range();
    Ranges.Counts counts = new Ranges.Counts(rows, letters.size(), tombstones);
    if (mine.range() >= 0) ranges.extend(connection, from, to, counts);
    else ranges.add(connection, mine.topicId(), from, to, counts);
    set(connection, mine.generation(), to, mine.topicId());
    return new State(mine.generation(), to, mine.topicId(), to - from < Ranges.MOST ? from : -1);
  }

  /**
   * Moves the position for good or for a replay; a replay begins where a range does. What lies
   * behind is forgotten by the next opening, which knows whether the topic still has it.
   *
   * @param wanted null: the start of the topic
   */
  public void reset(Connection connection, State before, Long wanted) throws SQLException {
    long position = end(connection, before);
    long to = wanted == null ? 0 : wanted;
    if (to > position)
      ranges.addLost(connection, before.topicId(), position, to, "skipped by an offsets reset");
    else to = ranges.boundary(connection, to);
    set(connection, before.generation() + 1, to, null);
  }

  /** Behind the last offset that was ever decided, whatever a reset says. */
  public long end(Connection connection, State state) throws SQLException {
    Ranges.Range newest = ranges.newest(connection);
    return newest == null ? state.next() : Math.max(state.next(), newest.to());
  }

  /**
   * Whether the records that a replay of a reset needs were stored, and are gone from the topic.
   */
  public boolean isIrrecoverable(Connection connection, State reset, long logStart)
      throws SQLException {
    return ranges.storedBetween(connection, reset.next(), logStart);
  }

  /** Begins the replay that a reset ordered: forgets what lay behind the position. */
  public State forget(Connection connection, State reset, String topicId, long logStart)
      throws SQLException {
    ranges.cut(connection, reset.next());
    if (logStart <= reset.next()) return reset;
    if (ranges.newest(connection) != null)
      ranges.addLost(
          connection,
          topicId,
          reset.next(),
          logStart,
          "removed from the topic before it was stored");
    return new State(reset.generation(), logStart, null, -1);
  }
}
