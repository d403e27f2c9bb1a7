package pipeline.connect.jdbc.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;
import pipeline.connect.jdbc.sql.RowBuffer;
import pipeline.connect.jdbc.sql.Statements;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableColumn;

/** Rows in COPY's binary format. Of rows with a key, only the latest of each key is written. */
final class CopyBuffer implements RowBuffer {
  /** Where keys come again, the trial for new ones is mostly in vain. */
  private static final int DOUBT = 20;

  private final RowTable table;
  private final List<TableColumn> columns;
  private final List<TableColumn> keyColumns;
  private final RowEncoder encoder;
  private final CopyStatements statements;
  private final CopyBytes bytes = new CopyBytes();
  private final List<CopyEntry> entries = new ArrayList<>();
  private final Map<ByteBuffer, CopyEntry> latest = new HashMap<>();

  /** So many writes are not tried as new keys only. */
  private int doubted;

  CopyBuffer(RowTable table, CopyStatements statements) {
    this.table = table;
    this.statements = statements;
    columns = table.all();
    keyColumns = table.keyColumns();
    encoder = new RowEncoder(table.rest());
  }

  /** Puts a row's fields behind its coordinates. */
  private interface Fields {
    void encode() throws ContractViolation;
  }

  @Override
  public void add(Row row, int partition, long offset) throws ContractViolation {
    CopyEntry entry =
        entry(partition, offset, columns.size(), false, () -> encoder.encode(bytes, columns, row));
    if (table.upsert()) supersede(keyBytes(keyColumns, row), entry);
  }

  @Override
  public void addRaw(byte[] key, byte[] value, int partition, long offset)
      throws ContractViolation {
    entry(
        partition,
        offset,
        columns.size(),
        false,
        () -> {
          RawKeys.encode(bytes, key);
          ColumnEncoder.json(bytes, value, 0, value.length);
        });
  }

  @Override
  public void remove(Row key, int partition, long offset) throws ContractViolation {
    List<TableColumn> placed = new ArrayList<>();
    for (TableColumn column : keyColumns)
      placed.add(new TableColumn(column.name(), column.type(), true, placed.size()));
    CopyEntry entry =
        entry(partition, offset, placed.size(), true, () -> encoder.encode(bytes, placed, key));
    supersede(keyBytes(placed, key), entry);
  }

  private CopyEntry entry(int partition, long offset, int fields, boolean removes, Fields encode)
      throws ContractViolation {
    int start = bytes.length();
    bytes.two(2 + fields);
    bytes.four(4);
    bytes.four(partition);
    ColumnEncoder.integer(bytes, offset);
    try {
      encode.encode();
    } catch (ContractViolation refused) {
      bytes.cut(start);
      throw refused;
    }
    CopyEntry entry = new CopyEntry(offset, start, bytes.length(), removes);
    entries.add(entry);
    return entry;
  }

  private ByteBuffer keyBytes(List<TableColumn> those, Row row) throws ContractViolation {
    int start = bytes.length();
    encoder.encode(bytes, those, row);
    byte[] key = new byte[bytes.length() - start];
    System.arraycopy(bytes.array(), start, key, 0, key.length);
    bytes.cut(start);
    return ByteBuffer.wrap(key);
  }

  private void supersede(ByteBuffer key, CopyEntry entry) {
    entry.key = key;
    CopyEntry former = latest.put(key, entry);
    if (former != null) former.superseded = true;
  }

  @Override
  public int count() {
    return entries.size();
  }

  @Override
  public long bytes() {
    return bytes.length();
  }

  @Override
  public long offset(int entry) {
    return entries.get(entry).offset;
  }

  @Override
  public void write(Connection connection, int from, int to) throws SQLException {
    List<CopyEntry> chosen = entries.subList(from, to);
    if (!table.upsert()) {
      Copying.run(connection, statements.append(), bytes, chosen);
      return;
    }
    List<CopyEntry> kept =
        chosen.stream().filter(entry -> !entry.superseded).sorted(KeyOrder.OF_ENTRIES).toList();
    List<CopyEntry> rows = kept.stream().filter(entry -> !entry.removes).toList();
    List<CopyEntry> removed = kept.stream().filter(entry -> entry.removes).toList();
    boolean inserted = rows.isEmpty() || insert(connection, rows);
    if (inserted && removed.isEmpty()) return;
    Statements.run(connection, statements.prepare());
    Statements.run(connection, statements.clear());
    if (!inserted) {
      Copying.run(connection, statements.stage(), bytes, rows);
      Statements.run(connection, statements.upsert());
    }
    if (!removed.isEmpty()) {
      Copying.run(connection, statements.stageRemoved(), bytes, removed);
      Statements.run(connection, statements.remove());
    }
  }

  /** Writes rows straight into the table, at half the work, if none of their keys is there. */
  private boolean insert(Connection connection, List<CopyEntry> rows) throws SQLException {
    if (doubted > 0) {
      doubted--;
      return false;
    }
    Savepoint before = connection.setSavepoint();
    try {
      Copying.run(connection, statements.append(), bytes, rows);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException failure) {
      if (!Failures.isRowTwice(failure)) throw failure;
      connection.rollback(before);
      doubted = DOUBT;
      return false;
    }
  }

  @Override
  public void clear() {
    bytes.cut(0);
    entries.clear();
    latest.clear();
  }
}
