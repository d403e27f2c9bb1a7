package pipeline.connect.event;

/** Reads a record's value into a row. An instance belongs to one thread. */
public interface EventReader {
  /**
   * Fills `row`, which then refers to `value`; both are valid until the next call with this row.
   *
   * @param value the record's value; null is a tombstone, which no contract allows
   * @throws ContractViolation when the value is not what was agreed; the row's content is then
   *     undefined
   */
  void read(byte[] value, Row row) throws ContractViolation;

  /** A row that this reader fills. */
  Row newRow();

  /**
   * The reader of a contract, or with null one that accepts any bytes that stand on one line.
   *
   * @throws IllegalArgumentException when a pattern of the contract cannot be matched
   */
  static EventReader of(EventContract contract) {
    return contract == null ? new AnyReader(false) : new ContractReader(contract, false);
  }

  /** As {@link #of}, for values that are written inside of others: without contract, any bytes. */
  static EventReader enveloped(EventContract contract) {
    return contract == null ? new AnyReader(true) : of(contract);
  }

  /**
   * As {@link #of}, for columns that hold JSON: a list's or an object's slot is its text in the
   * value. Without contract, a value must be JSON.
   */
  static EventReader withJson(EventContract contract) {
    return contract == null ? new JsonReader() : new ContractReader(contract, true);
  }
}
