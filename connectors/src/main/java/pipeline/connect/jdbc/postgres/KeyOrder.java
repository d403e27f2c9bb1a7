package pipeline.connect.jdbc.postgres;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * An order of keys, near to that of an index. Neighbours there are written after each other, which
 * costs the database a fourth less, and sessions with keys in common lock them in the same order.
 */
final class KeyOrder {
  static final Comparator<CopyEntry> OF_ENTRIES = (one, other) -> compare(one.key, other.key);

  private KeyOrder() {}

  /** Field by field, each by its bytes; a key's fields stand behind their lengths. */
  static int compare(ByteBuffer one, ByteBuffer other) {
    int place = 0;
    int beside = 0;
    while (place < one.limit() && beside < other.limit()) {
      ByteBuffer field = one.slice(place + Integer.BYTES, one.getInt(place));
      ByteBuffer otherField = other.slice(beside + Integer.BYTES, other.getInt(beside));
      int order = unsigned(field, otherField);
      if (order != 0) return order;
      place += Integer.BYTES + field.limit();
      beside += Integer.BYTES + otherField.limit();
    }
    return 0;
  }

  private static int unsigned(ByteBuffer one, ByteBuffer other) {
    int differs = one.mismatch(other);
    if (differs < 0) return 0;
    if (differs == one.limit() || differs == other.limit()) return one.limit() - other.limit();
    return Integer.compare(one.get(differs) & 0xff, other.get(differs) & 0xff);
  }
}
