package pipeline.connect.datagen.value;

import java.util.List;

/**
 * Writes events of one contract: value and key of any record, as bytes. An instance belongs to one
 * thread.
 */
public final class EventMaker {
  private final Choice type;
  private final List<ObjectValue> shapes;
  private final Value key;
  private final JsonBuffer buffer = new JsonBuffer();

  /**
   * @param type null when the event is no union
   * @param shapes one per case of {@code type}, or just one
   * @param key null for records without one
   */
  public EventMaker(Choice type, List<ObjectValue> shapes, Value key) {
    this.type = type;
    this.shapes = List.copyOf(shapes);
    this.key = key;
  }

  public byte[] value(Tick tick) {
    return written(shapes.get(type == null ? 0 : type.caseOf(tick)), tick);
  }

  /** The key field's text in UTF-8, or null. */
  public byte[] key(Tick tick) {
    if (key == null) return null;
    buffer.clear();
    key.text(tick, buffer);
    return buffer.unescapedCopy();
  }

  /** The event that this record would be if it were of each type. */
  public List<byte[]> everyType(Tick tick) {
    return shapes.stream().map(shape -> written(shape, tick)).toList();
  }

  private byte[] written(Value value, Tick tick) {
    buffer.clear();
    value.json(tick, buffer);
    return buffer.copy();
  }
}
