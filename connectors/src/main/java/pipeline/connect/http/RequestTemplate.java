package pipeline.connect.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with `{field}` placeholders for a target's fields. */
final class RequestTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)}");

  private final String text;

  RequestTemplate(String text) {
    this.text = text;
  }

  /** The fields it asks for. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) fields.add(matcher.group(1));
    return fields;
  }

  /**
   * The text with each field's value, encoded, in its place; null when the target lacks one of
   * them.
   */
  String expand(JsonNode target, UnaryOperator<String> encode) {
    StringBuilder expanded = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      JsonNode value = target.get(matcher.group(1));
      if (value == null || value.isNull()) return null;
      expanded.append(text, from, matcher.start()).append(encode.apply(value.asText()));
      from = matcher.end();
    }
    return expanded.append(text, from, text.length()).toString();
  }
}
