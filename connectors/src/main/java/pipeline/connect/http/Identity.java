package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What tells items apart: a digest of the record's key and of the item's `unchanged` values. With
 * `since`, it ends with a digest of that value.
 */
final class Identity {
  private static final int OF_MARK = 4;

  private Identity() {}

  /**
   * @throws BadAnswer when the item has no such member
   */
  static JsonNode member(JsonNode item, JsonPointer at) throws BadAnswer {
    JsonNode found = item.at(at);
    if (found.isMissingNode()) throw new BadAnswer("an item has no " + at);
    return found;
  }

  /** The values of some members; the whole item where none is named. */
  static List<JsonNode> values(JsonNode item, List<JsonPointer> members) throws BadAnswer {
    if (members.isEmpty()) return List.of(item.deepCopy());
    List<JsonNode> values = new ArrayList<>();
    for (JsonPointer at : members) values.add(member(item, at));
    return values;
  }

  /** An id of `Memory.WIDTH` characters. */
  static String of(String key, List<JsonNode> values, Mark mark) {
    ArrayNode all = Json.MAPPER.createArrayNode().add(key);
    values.forEach(all::add);
    if (mark == null) return digest(Json.sorted(all), Memory.WIDTH);
    return digest(Json.sorted(all.add(mark.canonical())), Memory.WIDTH - OF_MARK) + ending(mark);
  }

  /** How the ids of all items with this `since` value end. */
  static String ending(Mark mark) {
    return digest(mark.canonical(), OF_MARK);
  }

  private static String digest(String text, int characters) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(digest).substring(0, characters);
    } catch (NoSuchAlgorithmException error) {
      throw new IllegalStateException(error);
    }
  }
}
