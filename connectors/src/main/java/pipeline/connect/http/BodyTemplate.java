package pipeline.connect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A JSON body with `{field}` in its texts. A text that is nothing else becomes the field's value, a
 * number too; a member whose field lacks is left out. GraphQL has braces of its own: the member
 * `query`, where it is a text, stays as it is.
 */
final class BodyTemplate {
  private static final String GRAPHQL = "query";

  private BodyTemplate() {}

  /** The fields it asks for. */
  static Set<String> fields(JsonNode body) {
    Set<String> fields = new TreeSet<>();
    if (body.isTextual()) fields.addAll(new RequestTemplate(body.asText()).fields());
    if (body.isArray()) body.forEach(item -> fields.addAll(fields(item)));
    for (Map.Entry<String, JsonNode> member : body.properties())
      if (!isGraphql(member)) fields.addAll(fields(member.getValue()));
    return fields;
  }

  /** The body with the fields' values; missing when it is a field that lacks. */
  static JsonNode expand(JsonNode body, ObjectNode fields) {
    if (body.isTextual()) return text(body.asText(), fields);
    if (body.isArray()) {
      ArrayNode items = Json.MAPPER.createArrayNode();
      for (JsonNode item : body) {
        JsonNode value = expand(item, fields);
        if (!value.isMissingNode()) items.add(value);
      }
      return items;
    }
    if (!body.isObject()) return body;
    ObjectNode members = Json.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      JsonNode value = isGraphql(member) ? member.getValue() : expand(member.getValue(), fields);
      if (!value.isMissingNode()) members.set(member.getKey(), value);
    }
    return members;
  }

  private static boolean isGraphql(Map.Entry<String, JsonNode> member) {
    return member.getKey().equals(GRAPHQL) && member.getValue().isTextual();
  }

  private static JsonNode text(String text, ObjectNode fields) {
    RequestTemplate template = new RequestTemplate(text);
    Set<String> names = template.fields();
    if (names.size() == 1 && text.equals("{" + names.iterator().next() + "}")) {
      JsonNode value = fields.get(names.iterator().next());
      return value == null || value.isNull() ? MissingNode.getInstance() : value;
    }
    String expanded = template.expand(fields, UnaryOperator.identity());
    return expanded == null ? MissingNode.getInstance() : TextNode.valueOf(expanded);
  }
}
