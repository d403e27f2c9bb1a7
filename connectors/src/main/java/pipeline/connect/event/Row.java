package pipeline.connect.event;

import java.util.Arrays;

/**
 * One record's value in columns, filled again and again without allocation. A column's value sits
 * in a numbered slot; {@link Columns} says which. A nested object has slots of its own from {@link
 * #group} on; a list's items are chained. Texts are slices of the value's own bytes wherever they
 * hold no escape.
 */
public final class Row {
  private static final int ABSENT = -1;
  private static final int NULL = -2;
  private static final int LARGE = 1 << 16;

  private final Columns columns;
  private final int top;
  private long[] cells;
  private int used;
  private byte[] value;
  private byte[] scratch = new byte[256];
  private int scratchUsed;
  private byte[] stored;
  private int storedOffset;
  private int storedLength;
  private String type;
  private Row beside;

  Row(Columns columns) {
    this.columns = columns;
    top = columns.count();
    cells = new long[Math.max(64, 4 * top)];
  }

  /** The union's type after aliases, or the contract's name; null without contract. */
  public String type() {
    return type;
  }

  /**
   * A top-level field as text, for directories by field; null when absent or undeclared. Times are
   * ISO instants.
   */
  public String text(String field) {
    Columns.Column column = columns.find(type, field);
    return column == null || !has(column.slot())
        ? null
        : ColumnText.of(this, column.slot(), column.field());
  }

  /**
   * A top-level date-time, local-date-time or date as microseconds since the epoch (a date: its
   * midnight in UTC).
   *
   * @throws IllegalArgumentException when the field holds no time in this row
   */
  public long micros(String field) {
    Columns.Column column = columns.find(type, field);
    if (column == null || !has(column.slot()))
      throw new IllegalArgumentException(field + " holds no time");
    return ColumnText.micros(this, column.slot(), StoredAs.of(column.field()));
  }

  /**
   * The value as a JSON file stores it: the record's bytes, an alias replaced. With offset and
   * length.
   */
  public byte[] bytes() {
    return stored;
  }

  public int offset() {
    return storedOffset;
  }

  public int length() {
    return storedLength;
  }

  /** What is stored of the record beside its value; null where nothing is. */
  public Row beside() {
    return beside;
  }

  public void beside(Row other) {
    beside = other;
  }

  /** Bytes of what is stored, about. */
  public int size() {
    return storedLength + (beside == null ? 0 : beside.scratchUsed);
  }

  /** Whether a slot holds a value; absent fields and nulls do not. */
  public boolean has(int slot) {
    return cells[2 * slot + 1] >= 0;
  }

  /** An integer, micros or nanos, days, an unscaled decimal, a double's raw bits, or 1 for true. */
  public long number(int slot) {
    return cells[2 * slot];
  }

  /** The array that holds a text in UTF-8, from {@link #textStart}, {@link #textLength} bytes. */
  public byte[] textSource(int slot) {
    return cells[2 * slot] < 0 ? scratch : value;
  }

  public int textStart(int slot) {
    int start = (int) cells[2 * slot];
    return start < 0 ? ~start : start;
  }

  public int textLength(int slot) {
    return (int) cells[2 * slot + 1];
  }

  /**
   * First slot of a nested object: its fields in the contract's order, then its undeclared members.
   */
  public int group(int slot) {
    return (int) cells[2 * slot];
  }

  /** How many items a list, entries a map, or undeclared members an object, has. */
  public int count(int slot) {
    return (int) cells[2 * slot + 1];
  }

  /** Slot of a list's first item, or a map's first entry; meaningless when it is empty. */
  public int firstItem(int slot) {
    return (int) cells[2 * slot];
  }

  /** Slot of the item after this one. */
  public int nextItem(int item) {
    return (int) cells[2 * item + 2];
  }

  void begin(byte[] value, String type) {
    this.value = value;
    this.type = type;
    if (cells.length > LARGE) cells = new long[Math.max(64, 4 * top)];
    if (scratch.length > LARGE) scratch = new byte[256];
    used = 0;
    frame(top);
    scratchUsed = 0;
    store(value, 0, value.length);
  }

  /** Has a JSON file store other bytes than the value's. */
  public void store(byte[] bytes, int offset, int length) {
    stored = bytes;
    storedOffset = offset;
    storedLength = length;
  }

  /** Slot of a field that all events have. */
  int slot(String field) {
    return columns.common(field).slot();
  }

  /** Takes `slots` absent slots and returns the first. */
  int frame(int slots) {
    int base = used;
    used += slots;
    if (2 * used > cells.length) cells = Arrays.copyOf(cells, Math.max(2 * used, 2 * cells.length));
    for (int i = 2 * base + 1; i < 2 * used; i += 2) cells[i] = ABSENT;
    return base;
  }

  boolean untouched(int slot) {
    return cells[2 * slot + 1] == ABSENT;
  }

  void set(int slot, long first, int second) {
    cells[2 * slot] = first;
    cells[2 * slot + 1] = second;
  }

  void number(int slot, long number) {
    set(slot, number, 0);
  }

  void nothing(int slot) {
    cells[2 * slot + 1] = NULL;
  }

  /** Slot of the name of a map's entry, whose value is in its own. */
  public int name(int entry) {
    return entry + 2;
  }

  /**
   * Chains a new item after `previous` (-1: none yet) in the list of `slot` and returns the item's
   * slot.
   */
  int item(int slot, int previous, int number) {
    return chain(slot, previous, number, frame(2));
  }

  /** As {@link #item}, with a slot for the name of a map's entry. */
  int entry(int slot, int previous, int number) {
    return chain(slot, previous, number, frame(3));
  }

  private int chain(int slot, int previous, int number, int item) {
    if (previous < 0) {
      cells[2 * slot] = item;
    } else {
      cells[2 * previous + 2] = item;
    }
    cells[2 * slot + 1] = number + 1;
    return item;
  }

  /** Room for `length` more bytes of unescaped text; returns where they go in {@link #scratch}. */
  int reserve(int length) {
    int start = scratchUsed;
    scratchUsed += length;
    if (scratchUsed > scratch.length)
      scratch = Arrays.copyOf(scratch, Math.max(scratchUsed, 2 * scratch.length));
    return start;
  }

  byte[] scratch() {
    return scratch;
  }
}
