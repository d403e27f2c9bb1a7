package pipeline.connect.event;

/** The reader of a topic without contract: any bytes are as good as any other. */
final class AnyReader implements EventReader {
  private static final Columns NONE = new Columns(null);

  @Override
  public void read(byte[] value, Row row) throws ContractViolation {
    if (value == null) throw new ContractViolation("no value (a tombstone)");
    row.begin(value, null);
  }

  @Override
  public Row newRow() {
    return new Row(NONE);
  }
}
