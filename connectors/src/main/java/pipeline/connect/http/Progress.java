package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How far the items of a target are read. All of it stands in the offset of each record, as it is
 * with that record: which page is asked for, the ids of the latest items, and with `since` the
 * highest value of the last complete reading. What is below that is old; what equals it, the ids
 * tell.
 */
final class Progress {
  private static final String SEEN = "seen";
  private static final String LATEST = "latest";
  private static final String PLACE = "page";
  private static final String READ = "read";
  private static final String SINCE = "since";
  private static final String HIGHEST = "highest";

  /**
   * After so many records the ids are written anew, so that a page's offsets share most of them.
   */
  private static final int SHARED = 100;

  private final int remember;
  private final boolean marks;
  private final Memory memory;

  private JsonNode place;

  /** Items since the first page, or since all was read up to the mark. */
  private long read;

  /** Items of the page that is being read. */
  private int onPage;

  private Mark mark;
  private Mark highest;

  private String seen;
  private final StringBuilder latest = new StringBuilder();

  Progress(int remember, boolean marks, Map<String, ?> offset) {
    Map<String, ?> stored = offset == null ? Map.of() : offset;
    this.remember = remember;
    this.marks = marks;
    seen = text(stored, SEEN);
    memory = new Memory(remember, seen + text(stored, LATEST));
    place = place(stored.get(PLACE));
    read = stored.get(READ) instanceof Number number ? number.longValue() : 0;
    mark = marks ? Mark.stored(stored.get(SINCE)) : null;
    highest = marks ? Mark.stored(stored.get(HIGHEST)) : null;
  }

  /** Whether a source offset is one of these. */
  static boolean isOffset(Map<String, ?> offset) {
    return offset.get(SEEN) instanceof String seen && seen.length() % Memory.WIDTH == 0;
  }

  JsonNode place() {
    return place;
  }

  Mark mark() {
    return mark;
  }

  /** Whether it no longer knows all that it read since the first page, or since its mark. */
  boolean forgetful() {
    return read > remember;
  }

  /**
   * @throws BadAnswer when a value cannot be told to be above or below the others
   */
  void check(Mark found) throws BadAnswer {
    if (found != null && mark != null) found.compare(mark);
    if (found != null && highest != null) found.compare(highest);
  }

  boolean isNew(String id, Mark found) {
    return !memory.knows(id) && (found == null || mark == null || above(found, mark) >= 0);
  }

  /**
   * A page has these items.
   *
   * @throws ConnectException when they are more than it can tell apart
   */
  void see(List<String> ids) {
    if ((marks ? 0 : read) + ids.size() > remember) throw tooMany(ids.size());
    memory.again(ids);
    seen = null;
    onPage = ids.size();
  }

  /** A new item becomes a record. */
  void made(String id, Mark found) {
    if (found != null && (highest == null || above(found, highest) > 0)) highest = found;
    if (!memory.add(id, this::isKept)) throw tooMany(remember + 1);
    if (seen == null || latest.length() >= SHARED * Memory.WIDTH) {
      seen = memory.text();
      latest.setLength(0);
    } else {
      latest.append(id);
    }
  }

  /**
   * A page is done.
   *
   * @param complete whether there is nothing behind it now
   */
  void moves(JsonNode next, boolean complete) {
    place = next;
    read += onPage;
    onPage = 0;
    if (complete && highest != null) mark = highest;
    if (next == null || complete && marks) read = 0;
  }

  /** The pages end here, or the API has lost the place. */
  void startsOver(boolean complete) {
    moves(null, complete);
  }

  /** A source offset. */
  Map<String, Object> offset() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(SEEN, seen == null ? memory.text() : seen);
    if (latest.length() > 0) offset.put(LATEST, latest.toString());
    if (place != null) offset.put(PLACE, place.toString());
    if (read > 0) offset.put(READ, read);
    if (mark != null) offset.put(SINCE, mark.written().toString());
    if (highest != null) offset.put(HIGHEST, highest.written().toString());
    return offset;
  }

  /** Items at a mark cannot be told to be old by it. */
  private boolean isKept(String id) {
    return at(id, mark) || at(id, highest);
  }

  private static boolean at(String id, Mark mark) {
    return mark != null && id.endsWith(Identity.ending(mark));
  }

  private static int above(Mark found, Mark than) {
    try {
      return found.compare(than);
    } catch (BadAnswer unchecked) {
      throw new IllegalStateException(unchecked);
    }
  }

  private ConnectException tooMany(int count) {
    String what =
        marks
            ? count + " items on a page, or of one `since` value, are"
            : (read + count) + " items from the first page on are";
    String hint = marks ? "" : "name `since`, or ";
    return new ConnectException(
        what
            + " more than the "
            + remember
            + " that are remembered, and some would come twice: "
            + hint
            + "raise `remember`");
  }

  private static String text(Map<String, ?> offset, String name) {
    return offset.get(name) instanceof String text ? text : "";
  }

  private static JsonNode place(Object stored) {
    try {
      return stored instanceof String json ? Json.MAPPER.readTree(json) : null;
    } catch (JsonProcessingException error) {
      return null;
    }
  }
}
