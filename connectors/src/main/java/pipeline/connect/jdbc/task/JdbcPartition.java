package pipeline.connect.jdbc.task;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.EventContract;
import pipeline.connect.jdbc.sql.PartitionPlace;
import pipeline.connect.jdbc.sql.Position;
import pipeline.connect.jdbc.sql.RefusedValue;
import pipeline.connect.jdbc.table.TableLayout;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.DeadLetters;
import pipeline.connect.sink.KillPoint;
import pipeline.connect.sink.PartitionWriter;
import pipeline.connect.sink.TopicFacts.Facts;

/**
 * One partition's way into the database, exactly once (docs/jdbc.md): its rows and its position
 * move in one transaction, which begins by locking the position and ends without a trace when
 * another writer has taken it.
 */
final class JdbcPartition implements PartitionWriter {
  /** Kafka is asked at most so often, in milliseconds, whether the topic is still the same. */
  private static final long LOOK_EVERY = 1_000;

  private final TopicPartition partition;
  private final JdbcStore store;
  private final TableLayout layout;
  private final Position position;
  private final Opening opening;
  private final BatchSize size = new BatchSize();
  private final DeadLetters deadLetters;
  private UncommittedRows rows;
  private Position.State state;
  private long committed = -1;
  private long lookedAt;

  JdbcPartition(TopicPartition partition, JdbcStore store) {
    this.partition = partition;
    this.store = store;
    layout = JdbcStore.layout(store.settings, store.dialect, partition.topic());
    EventContract contract = store.settings.contracts().of(partition.topic());
    PartitionPlace place =
        new PartitionPlace(store.settings.connector(), partition.topic(), partition.partition());
    String digest = contract == null ? "" : contract.digest();
    position = new Position(store.dialect, store.schema, place, digest);
    opening = new Opening(store, partition, layout, position);
    deadLetters = new DeadLetters(store.tools.reporter());
  }

  @Override
  public boolean isOpen() {
    return rows != null;
  }

  @Override
  public long committed() {
    return committed;
  }

  @Override
  public long open(Facts facts) throws IOException {
    drop();
    store.connections.transaction(
        connection -> {
          position.endRivals(connection);
          return null;
        });
    KillPoint.reached("open-begun");
    Position.State taken =
        store.connections.transaction(connection -> opening.take(connection, facts));
    KillPoint.reached("open-taken");
    if (state != null && !state.topicId().equals(taken.topicId())) deadLetters.forget();
    state = taken;
    committed = state.next();
    lookedAt = store.tools.clock().millis();
    rows = new UncommittedRows(store, layout, deadLetters, state.next());
    return state.next();
  }

  @Override
  public void put(SinkRecord record, long batch) throws IOException {
    rows.put(record, batch);
  }

  @Override
  public boolean isFull() {
    return size.isReached(rows.records(), rows.bytes());
  }

  @Override
  public void advance(long next) {
    rows.advance(next);
  }

  @Override
  public long untilDue() {
    return rows.untilDue();
  }

  @Override
  public Committed commit() throws IOException {
    lookAtTopic();
    KillPoint.reached("commit-begun");
    List<DeadLetter> letters = deadLetters.deliver();
    KillPoint.reached("dead-letters-delivered");
    try {
      write(letters);
    } catch (RefusedValue refused) {
      Map<Long, String> unwritable = rows.findRefused(store.connections);
      if (unwritable.isEmpty()) throw refused;
      rows.reject(unwritable);
      letters = deadLetters.deliver();
      write(letters);
    } catch (IOException failure) {
      size.shrink(rows.records());
      throw failure;
    }
    size.grow();
    KillPoint.reached("committed");
    committed = state.next();
    Committed now = new Committed(rows.stored(), letters.size(), rows.tombstones());
    deadLetters.forget();
    rows.begin(state.next());
    return now;
  }

  private void write(List<DeadLetter> letters) throws IOException {
    state =
        store.connections.transaction(
            connection -> {
              position.confirm(connection, state);
              KillPoint.reached("position-locked");
              rows.write(connection);
              KillPoint.reached("rows-written");
              Position.State moved =
                  position.move(
                      connection, state, rows.next(), rows.stored(), rows.tombstones(), letters);
              KillPoint.reached("position-moved");
              return moved;
            });
  }

  /** A gap before a poll's first record may be retention's; a topic may be made again any time. */
  private void lookAtTopic() throws IOException {
    long now = store.tools.clock().millis();
    if (!rows.hasGap() && now - lookedAt < LOOK_EVERY) return;
    Facts facts = store.tools.facts().look(Set.of(partition)).get(partition);
    lookedAt = now;
    if (!facts.topicId().equals(state.topicId()))
      throw new IOException(partition + ": the topic is another one");
    if (rows.gapBefore(facts.logStart()) >= 0)
      throw Loss.overtaken(
          store.settings.connector(),
          partition,
          rows.gapBefore(facts.logStart()),
          facts.logStart());
  }

  @Override
  public void drop() {
    rows = null;
    deadLetters.drop();
  }
}
