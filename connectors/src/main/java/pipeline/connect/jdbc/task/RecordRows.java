package pipeline.connect.jdbc.task;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.encoding.KeyDecoder;
import pipeline.connect.encoding.ValueDecoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.jdbc.sql.Connections;
import pipeline.connect.jdbc.sql.RowBuffer;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableLayout;

/** Turns a topic's records into rows of their tables. Belongs to one thread at a time. */
final class RecordRows {
  private final TableLayout layout;
  private final ValueDecoder decoder;
  private final KeyDecoder keyDecoder;
  private final EventReader reader;
  private final Row row;
  private final RecordKeys keys;
  private final RowChanges changes;
  private final boolean typed;
  private final Map<RowTable, RowBuffer> buffers = new IdentityHashMap<>();

  RecordRows(JdbcStore store, TableLayout layout) {
    this.layout = layout;
    String topic = layout.tables().iterator().next().topic();
    EventContract event = store.settings.contracts().of(topic);
    EventContract contract = store.settings.rows(topic);
    typed = contract != null;
    decoder = store.decoders.of(topic);
    keyDecoder = store.decoders.ofKeys(topic);
    reader = EventReader.withJson(contract);
    row = reader.newRow();
    boolean upsert = store.settings.upsert();
    changes = upsert && event.change() != null ? new RowChanges(event) : null;
    boolean enveloped = changes != null && event.isEnveloped();
    keys = upsert ? new RecordKeys(contract, store.settings.key(), enveloped) : null;
    for (RowTable table : layout.tables())
      buffers.put(table, store.dialect.buffer(table, store.schema));
  }

  /**
   * Adds a record. Whatever else goes wrong is this record's fault and nobody else's.
   *
   * @throws ContractViolation when the value is not what was agreed, or the database cannot hold it
   * @throws IOException when what is needed to read it cannot be had now
   */
  void add(SinkRecord record) throws ContractViolation, IOException {
    byte[] key = bytes(record.key(), "key");
    byte[] value = bytes(record.value(), "value");
    try {
      add(
          key,
          decoder.decode(value),
          record.originalKafkaPartition(),
          record.originalKafkaOffset());
    } catch (RuntimeException | StackOverflowError failure) {
      throw new ContractViolation("cannot be converted: " + failure);
    }
  }

  private void add(byte[] key, byte[] value, int partition, long offset)
      throws ContractViolation, IOException {
    if (value == null && keys != null) {
      buffer(null).remove(keys.read(keyDecoder.decode(key)), partition, offset);
      return;
    }
    RowChanges.Change change = changes == null ? null : changes.read(value);
    if (change != null && change.after() == null) {
      buffer(null).remove(gone(change), partition, offset);
      return;
    }
    reader.read(change == null ? value : change.after(), row);
    RowBuffer buffer = buffer(row.type());
    if (typed) buffer.add(row, partition, offset);
    else buffer.addRaw(key, value, partition, offset);
  }

  private Row gone(RowChanges.Change change) throws ContractViolation {
    try {
      return keys.of(change.before());
    } catch (ContractViolation violation) {
      throw violation.under("before");
    }
  }

  private RowBuffer buffer(String type) {
    return buffers.get(layout.table(type));
  }

  private static byte[] bytes(Object part, String which) {
    if (part == null || part instanceof byte[]) return (byte[]) part;
    throw new ConnectException(
        "This sink reads keys and values as bytes, and got "
            + part.getClass().getName()
            + ": set "
            + which
            + ".converter=org.apache.kafka.connect.converters.ByteArrayConverter and use no"
            + " transform that changes them.");
  }

  long bytes() {
    long bytes = 0;
    for (RowBuffer buffer : buffers.values()) bytes += buffer.bytes();
    return bytes;
  }

  void write(Connection connection) throws SQLException {
    for (RowBuffer buffer : buffers.values()) {
      if (buffer.count() > 0) buffer.write(connection, 0, buffer.count());
    }
  }

  Map<Long, String> findRefused(Connections connections) throws IOException {
    Map<Long, String> refused = new HashMap<>();
    for (RowBuffer buffer : buffers.values())
      new RefusedRows(connections, buffer).find(0, buffer.count(), refused);
    return refused;
  }

  void clear() {
    buffers.values().forEach(RowBuffer::clear);
  }
}
