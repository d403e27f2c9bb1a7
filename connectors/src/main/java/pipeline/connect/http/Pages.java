package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Set;

/**
 * How an answer leads to the next page. A place is a page's address, cursor or number; the first
 * page's is null.
 *
 * @param at what the place is read from, for NEXT, CURSOR and LAST
 * @param first of NUMBER and OFFSET
 * @param more says whether there is another page; null: nothing does
 * @param most pages that one poll asks for
 */
record Pages(Kind kind, JsonPointer at, long first, JsonPointer more, int most) {
  enum Kind {
    NONE,
    /** An address in the answer. */
    NEXT,
    /** The address of the Link header's `rel="next"`. */
    LINK,
    /** A value in the answer, for {cursor}. */
    CURSOR,
    /** A value in the answer's last item, for {cursor}. */
    LAST,
    /** {page} grows by one. */
    NUMBER,
    /** {offset} grows by the number of items. */
    OFFSET
  }

  static final Set<Integer> NO_SUCH_PAGE = Set.of(400, 404, 410, 416, 422);

  /** The field that templates take the place from; null where it is the address. */
  String field() {
    return switch (kind) {
      case NONE, NEXT, LINK -> null;
      case CURSOR, LAST -> "cursor";
      case NUMBER -> "page";
      case OFFSET -> "offset";
    };
  }

  /** Whether places are counted, and none of them can end. */
  boolean counted() {
    return kind == Kind.NUMBER || kind == Kind.OFFSET;
  }

  /** Gives templates the place that is asked for. */
  void put(ObjectNode fields, JsonNode place) {
    if (counted()) fields.set(field(), place == null ? number(first) : place);
    else if (field() != null && place != null) fields.set(field(), place);
  }

  /**
   * The place after `place`; null: that was the last page. It is `place` itself where the API has
   * nothing new.
   *
   * @throws BadAnswer when what stands there leads nowhere
   */
  JsonNode after(JsonNode place, Items.Page page, Answer answer) throws BadAnswer {
    if (more != null && !truth(page.document().at(more))) return null;
    return switch (kind) {
      case NONE -> null;
      case NEXT -> address(text(page.document().at(at), "next page"), answer.address());
      case LINK -> address(Link.next(answer.headers()), answer.address());
      case CURSOR -> cursor(page.document().at(at));
      case LAST -> page.items().isEmpty() ? null : cursor(lastOf(page).at(at));
      case NUMBER ->
          page.count() == 0 ? null : number((place == null ? first : place.asLong()) + 1);
      case OFFSET ->
          page.count() == 0
              ? null
              : number((place == null ? first : place.asLong()) + page.count());
    };
  }

  private static JsonNode lastOf(Items.Page page) {
    return page.items().get(page.items().size() - 1);
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private static JsonNode cursor(JsonNode found) throws BadAnswer {
    if (none(found)) return null;
    if (!found.isValueNode()) throw new BadAnswer("the cursor is " + Json.kind(found));
    return found;
  }

  private static String text(JsonNode found, String what) throws BadAnswer {
    if (none(found)) return null;
    if (!found.isTextual()) throw new BadAnswer("the " + what + " is " + Json.kind(found));
    return found.asText();
  }

  /** Only the host that the configuration names gets requests: they carry its credentials. */
  private static JsonNode address(String found, URI asked) throws BadAnswer {
    if (found == null) return null;
    URI next;
    try {
      next = asked.resolve(found.startsWith("?") ? asked.getRawPath() + found : found);
    } catch (IllegalArgumentException error) {
      throw new BadAnswer("the next page's address is none");
    }
    if (!origin(next).equals(origin(asked)))
      throw new BadAnswer("the next page is at another host, which is not asked");
    return JsonNodeFactory.instance.textNode(next.toString());
  }

  private static String origin(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase();
    int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(address.getHost()).toLowerCase() + ":" + port;
  }

  private static boolean none(JsonNode found) {
    return found.isMissingNode()
        || found.isNull()
        || found.isBoolean() && !found.asBoolean()
        || found.isTextual() && found.asText().isEmpty();
  }

  private static boolean truth(JsonNode found) {
    return !none(found) && !(found.isNumber() && found.decimalValue().signum() == 0);
  }
}
