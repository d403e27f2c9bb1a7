package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an answer into items: those of a list in a JSON document, or the lines of NDJSON.
 *
 * @param list where the list stands; null: the answer is lines
 */
record Items(JsonPointer list) {
  /**
   * A page of an answer.
   *
   * @param document the answer; missing where it is lines
   * @param wrong how many lines are no JSON
   */
  record Page(JsonNode document, List<JsonNode> items, int wrong) {
    /** Everything that it lists, readable or not. */
    int count() {
      return items.size() + wrong;
    }
  }

  /**
   * @throws BadAnswer when there is no list of items in it
   */
  Page of(byte[] body) throws BadAnswer {
    if (list == null) return lines(body);
    JsonNode document = Json.read(body);
    JsonNode found = document.at(list);
    if (!found.isArray()) {
      String where = list.matches() ? "the answer is no list" : "the answer has no list at " + list;
      String errors = document.path("errors").isArray() ? " and has `errors`" : "";
      throw new BadAnswer(where + ", but " + Json.kind(found) + errors);
    }
    List<JsonNode> items = new ArrayList<>();
    found.forEach(items::add);
    return new Page(document, items, 0);
  }

  private static Page lines(byte[] body) {
    List<JsonNode> items = new ArrayList<>();
    int wrong = 0;
    for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
      if (line.isBlank()) continue;
      try {
        items.add(Json.read(line.getBytes(StandardCharsets.UTF_8)));
      } catch (BadAnswer noJson) {
        wrong++;
      }
    }
    return new Page(Json.MAPPER.missingNode(), items, wrong);
  }
}
