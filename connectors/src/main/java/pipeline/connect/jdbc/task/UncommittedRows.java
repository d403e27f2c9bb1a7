package pipeline.connect.jdbc.task;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.jdbc.sql.Connections;
import pipeline.connect.jdbc.table.TableLayout;
import pipeline.connect.sink.DeadLetters;
import pipeline.connect.sink.Tombstones;

/** The records of one partition between its last commit and the next. */
final class UncommittedRows {
  private final JdbcStore store;
  private final RecordRows converted;
  private List<SinkRecord> records = new ArrayList<>();
  private final DeadLetters deadLetters;
  private long from;
  private long next;
  private long begun;
  private long batch = -1;
  private long firstGap;
  private long tombstones;

  UncommittedRows(JdbcStore store, TableLayout layout, DeadLetters deadLetters, long from) {
    this.store = store;
    this.deadLetters = deadLetters;
    converted = new RecordRows(store, layout);
    begin(from);
  }

  /** Nothing waits, and `position` comes next. */
  void begin(long position) {
    converted.clear();
    records.clear();
    from = position;
    next = position;
    firstGap = -1;
    tombstones = 0;
  }

  /** Takes a record, unless it was taken before. */
  void put(SinkRecord record, long number) throws IOException {
    long offset = record.originalKafkaOffset();
    if (offset < from)
      throw new IOException(
          "the topic went on at offset " + offset + ", before the committed " + from);
    if (offset < next) return;
    if (number != batch && offset > next && firstGap < 0) firstGap = next;
    batch = number;
    if (next == from) begun = store.tools.clock().millis();
    store(record);
    next = offset + 1;
  }

  private void store(SinkRecord record) throws IOException {
    if (record.value() == null && !store.settings.upsert()) {
      if (store.settings.tombstones() == Tombstones.REJECT)
        deadLetters.add(record, Tombstones.rejected());
      else tombstones++;
      return;
    }
    try {
      converted.add(record);
      records.add(record);
    } catch (ContractViolation violation) {
      deadLetters.add(record, violation);
    }
  }

  /** Control records take offsets too: everything below `position` was put, or is no record. */
  void advance(long position) {
    if (position <= next) return;
    if (next == from) begun = store.tools.clock().millis();
    next = position;
  }

  long untilDue() {
    if (next == from) return Long.MAX_VALUE;
    return Math.max(0, begun + JdbcStore.PATIENCE - store.tools.clock().millis());
  }

  long next() {
    return next;
  }

  /** Records that will be rows, or delete one. */
  long stored() {
    return records.size();
  }

  /** Records without value that are only counted. */
  long tombstones() {
    return tombstones;
  }

  /** Records that wait, dead letters and counted ones included. */
  long records() {
    return records.size() + deadLetters.count() + tombstones;
  }

  long bytes() {
    return converted.bytes() + deadLetters.bytes();
  }

  /** Whether offsets were missing before a poll's first record. */
  boolean hasGap() {
    return firstGap >= 0;
  }

  /** Where the first gap begins, if what it lacks may have been records before `logStart`. */
  long gapBefore(long logStart) {
    return firstGap < logStart ? firstGap : -1;
  }

  void write(Connection connection) throws SQLException {
    converted.write(connection);
  }

  /** Which records the database refuses, and why; tried out and taken back. */
  Map<Long, String> findRefused(Connections connections) throws IOException {
    return converted.findRefused(connections);
  }

  /** Makes dead letters of records that were to be stored. */
  void reject(Map<Long, String> reasons) throws IOException {
    List<SinkRecord> former = records;
    records = new ArrayList<>();
    converted.clear();
    for (SinkRecord record : former) {
      String reason = reasons.get(record.originalKafkaOffset());
      if (reason == null) store(record);
      else deadLetters.add(record, new ContractViolation(reason));
    }
  }
}
