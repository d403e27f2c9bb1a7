package pipeline.connect.jdbc.task;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.common.TopicPartition;
import pipeline.connect.jdbc.sql.Position;
import pipeline.connect.jdbc.sql.TableKeeper;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableLayout;
import pipeline.connect.sink.TopicFacts.Facts;

/** How a writer becomes the one of a partition. */
record Opening(JdbcStore store, TopicPartition partition, TableLayout layout, Position position) {
  /**
   * Makes the tables fit and takes the position over, all in one transaction.
   *
   * @throws Loss when the topic no longer has what comes next
   */
  Position.State take(Connection connection, Facts facts) throws SQLException {
    TableKeeper keeper = store.keeper();
    keeper.prepare(connection);
    for (RowTable table : layout.tables()) keeper.ensure(connection, table);
    Position.State before = position.locked(connection);
    if (before == null) return position.begin(connection, facts.topicId(), facts.start());
    if (before.isReset()) before = replay(connection, keeper, before, facts);
    else Loss.check(store.settings.connector(), partition, before, facts);
    return position.take(connection, before, facts.topicId());
  }

  /** What a reset ordered: rows that will come again go first. */
  private Position.State replay(
      Connection connection, TableKeeper keeper, Position.State reset, Facts facts)
      throws SQLException {
    if (position.isIrrecoverable(connection, reset, facts.logStart()))
      throw Loss.irrecoverable(
          store.settings.connector(), partition, reset.next(), facts.logStart());
    long end = position.end(connection, reset);
    for (RowTable table : layout.tables())
      keeper.delete(connection, table, partition.partition(), reset.next(), end);
    return position.forget(connection, reset, facts.topicId(), facts.logStart());
  }
}
