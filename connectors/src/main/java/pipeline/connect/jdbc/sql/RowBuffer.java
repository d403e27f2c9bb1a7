package pipeline.connect.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;

/** Rows of one table, in offset order, until they are written together. */
public interface RowBuffer {
  /**
   * Adds a typed row.
   *
   * @throws ContractViolation when the database cannot hold a value; nothing is added then
   */
  void add(Row row, int partition, long offset) throws ContractViolation;

  /** Adds a record without contract, whose value is JSON. */
  void addRaw(byte[] key, byte[] value, int partition, long offset) throws ContractViolation;

  /** The row of this key, whose fields are in the key's order, is to be deleted. */
  void remove(Row key, int partition, long offset) throws ContractViolation;

  int count();

  long bytes();

  /** The offset of the record that made an entry. */
  long offset(int entry);

  /** Writes the entries from one to before another. */
  void write(Connection connection, int from, int to) throws SQLException;

  void clear();
}
