package pipeline.connect.event;

/** Fills a row of a contract's common fields with values at hand. Belongs to one thread. */
public final class RowFiller {
  private static final byte[] NO_VALUE = {};

  private final Row row;
  private int list;
  private int item;
  private int items;

  public RowFiller(EventContract contract) {
    row = new Row(new Columns(contract));
  }

  /** Slot of a field, which counts as absent until it is filled. */
  public int slot(String field) {
    return row.slot(field);
  }

  /** Forgets all values. */
  public Row begin() {
    row.begin(NO_VALUE, null);
    return row;
  }

  public void number(int slot, long number) {
    row.number(slot, number);
  }

  /** A text in UTF-8, or bytes; null leaves the slot as it is. */
  public void text(int slot, byte[] bytes) {
    if (bytes == null) return;
    int start = row.reserve(bytes.length);
    System.arraycopy(bytes, 0, row.scratch(), start, bytes.length);
    row.set(slot, ~start, bytes.length);
  }

  /** Begins a list, empty so far. */
  public void list(int slot) {
    list = slot;
    item = -1;
    items = 0;
    row.set(slot, 0, 0);
  }

  /** Adds an object to the list; returns the slot of its first field. */
  public int object(int fields) {
    item = row.item(list, item, items++);
    int base = row.frame(fields);
    row.set(item, base, 0);
    return base;
  }
}
