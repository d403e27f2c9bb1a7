package pipeline.connect.http;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The ids of the items that were seen last, at most so many: what was not seen for longest is
 * forgotten first.
 */
final class Memory {
  /** Characters of an id. */
  static final int WIDTH = 16;

  private final int most;
  private final Set<String> ids = new LinkedHashSet<>();

  /**
   * @param text what `text` gave, or null
   */
  Memory(int most, String text) {
    this.most = most;
    for (int at = 0; text != null && at + WIDTH <= text.length(); at += WIDTH)
      ids.add(text.substring(at, at + WIDTH));
  }

  boolean knows(String id) {
    return ids.contains(id);
  }

  /** These were seen again. */
  void again(Collection<String> seen) {
    for (String id : seen) if (ids.remove(id)) ids.add(id);
  }

  /**
   * Remembers a new id, and forgets the eldest that need not be kept.
   *
   * @return false when all that it holds must be kept
   */
  boolean add(String id, Predicate<String> kept) {
    ids.add(id);
    for (Iterator<String> eldest = ids.iterator(); ids.size() > most && eldest.hasNext(); ) {
      if (!kept.test(eldest.next())) eldest.remove();
    }
    return ids.size() <= most;
  }

  /** All ids, the eldest first. */
  String text() {
    return String.join("", ids);
  }
}
