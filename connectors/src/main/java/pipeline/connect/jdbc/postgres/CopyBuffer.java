package pipeline.connect.jdbc.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
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
  private final RowTable table;
  private final List<TableColumn> columns;
  private final CopyStatements statements;
  private final CopyBytes bytes = new CopyBytes();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<ByteBuffer, Entry> latest = new HashMap<>();

  CopyBuffer(RowTable table, CopyStatements statements) {
    this.table = table;
    this.statements = statements;
    columns = table.all();
  }

  /** One record's row, or its removal. */
  static final class Entry {
    final long offset;
    final int start;
    final int end;
    final boolean removes;
    boolean superseded;

    Entry(long offset, int start, int end, boolean removes) {
      this.offset = offset;
      this.start = start;
      this.end = end;
      this.removes = removes;
    }
  }

  /** Puts a row's fields behind its coordinates. */
  private interface Fields {
    void encode() throws ContractViolation;
  }

  @Override
  public void add(Row row, int partition, long offset) throws ContractViolation {
    Entry entry = entry(partition, offset, columns.size(), false, () -> encode(columns, row));
    if (table.upsert()) supersede(keyOf(row), entry);
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
    List<TableColumn> those = table.keyColumns();
    List<TableColumn> placed = new ArrayList<>();
    for (TableColumn column : those)
      placed.add(new TableColumn(column.name(), column.type(), true, placed.size()));
    Entry entry = entry(partition, offset, placed.size(), true, () -> encode(placed, key));
    supersede(keyBytes(placed, key), entry);
  }

  private Entry entry(int partition, long offset, int fields, boolean removes, Fields encode)
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
    Entry entry = new Entry(offset, start, bytes.length(), removes);
    entries.add(entry);
    return entry;
  }

  private void encode(List<TableColumn> those, Row row) throws ContractViolation {
    for (TableColumn column : those) {
      if (column.slot() == table.rest()) RestColumn.encode(bytes, row, column.slot());
      else if (!row.has(column.slot())) ColumnEncoder.nothing(bytes);
      else encode(column, row);
    }
  }

  private void encode(TableColumn column, Row row) throws ContractViolation {
    try {
      ColumnEncoder.value(bytes, column.type(), row, column.slot());
    } catch (ContractViolation violation) {
      throw violation.under(column.name());
    }
  }

  private ByteBuffer keyOf(Row row) throws ContractViolation {
    return keyBytes(table.keyColumns(), row);
  }

  private ByteBuffer keyBytes(List<TableColumn> those, Row row) throws ContractViolation {
    int start = bytes.length();
    encode(those, row);
    byte[] key = new byte[bytes.length() - start];
    System.arraycopy(bytes.array(), start, key, 0, key.length);
    bytes.cut(start);
    return ByteBuffer.wrap(key);
  }

  private void supersede(ByteBuffer key, Entry entry) {
    Entry former = latest.put(key, entry);
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
    List<Entry> chosen = entries.subList(from, to);
    if (!table.upsert()) {
      Copying.run(connection, statements.append(), bytes, chosen);
      return;
    }
    Statements.run(connection, statements.prepare());
    Statements.run(connection, statements.clear());
    List<Entry> kept = chosen.stream().filter(entry -> !entry.superseded).toList();
    List<Entry> rows = kept.stream().filter(entry -> !entry.removes).toList();
    if (!rows.isEmpty()) {
      Copying.run(connection, statements.stage(), bytes, rows);
      Statements.run(connection, statements.upsert());
    }
    List<Entry> removed = kept.stream().filter(entry -> entry.removes).toList();
    if (!removed.isEmpty()) {
      Copying.run(connection, statements.stageRemoved(), bytes, removed);
      Statements.run(connection, statements.remove());
    }
  }

  @Override
  public void clear() {
    bytes.cut(0);
    entries.clear();
    latest.clear();
  }
}
