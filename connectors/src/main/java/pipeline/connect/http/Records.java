package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns answers into records: the whole answer or a choice of it, with fields of the target added.
 */
final class Records {
  private static final Map<JsonNodeType, String> KINDS =
      Map.of(
          JsonNodeType.ARRAY, "a list",
          JsonNodeType.STRING, "a text",
          JsonNodeType.NUMBER, "a number",
          JsonNodeType.BOOLEAN, "true or false",
          JsonNodeType.NULL, "null",
          JsonNodeType.MISSING, "empty");
  private static final String UNCHANGED = "unchanged";

  private final String topic;
  private final String keyField;
  private final List<String> added;
  private final Map<String, JsonPointer> mapping;
  private final JsonPointer unchanged;

  Records(HttpSourceConfig config) {
    topic = config.getString(HttpSourceConfig.TOPIC);
    keyField = config.getString(HttpSourceConfig.KEY);
    added = config.getList(HttpSourceConfig.ADD);
    mapping = config.mapping();
    unchanged = config.unchanged();
  }

  /** The `unchanged` value that a target's source offset holds, or null. */
  static String last(Map<String, ?> offset) {
    return offset != null && offset.get(UNCHANGED) instanceof String last ? last : null;
  }

  /**
   * The record of an answer, or null when its `unchanged` value is that of the last record.
   *
   * @throws BadAnswer when there is no record in it
   */
  SourceRecord of(Poll poll, byte[] body, long now) throws BadAnswer {
    ObjectNode answer = object(body);
    String value = null;
    if (unchanged != null) {
      JsonNode found = answer.at(unchanged);
      if (found.isMissingNode()) throw new BadAnswer("the answer has no " + unchanged);
      value = found.toString();
      if (value.equals(poll.last)) return null;
    }
    ObjectNode record = mapping == null ? answer : chosen(answer);
    for (String field : added) {
      if (poll.target.fields().has(field)) record.set(field, poll.target.fields().get(field));
    }
    String key = key(record);
    Map<String, ?> offset = value == null ? Map.of("polled", now) : Map.of(UNCHANGED, value);
    poll.last = value;
    byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
    Schema keySchema = key == null ? null : Schema.STRING_SCHEMA;
    return new SourceRecord(
        poll.target.partition(),
        offset,
        topic,
        null,
        keySchema,
        key,
        Schema.BYTES_SCHEMA,
        bytes,
        now);
  }

  private static ObjectNode object(byte[] body) throws BadAnswer {
    try {
      JsonNode found = Json.MAPPER.readTree(body);
      if (found instanceof ObjectNode object) return object;
      throw new BadAnswer("the answer is no JSON object, but " + KINDS.get(found.getNodeType()));
    } catch (JsonProcessingException error) {
      throw new BadAnswer("the answer is not JSON (" + body.length + " bytes)");
    } catch (IOException error) {
      throw new BadAnswer("the answer is not text in a Unicode encoding");
    }
  }

  private ObjectNode chosen(ObjectNode answer) {
    ObjectNode record = Json.MAPPER.createObjectNode();
    mapping.forEach(
        (field, pointer) -> {
          JsonNode found = answer.at(pointer);
          if (!found.isMissingNode()) record.set(field, found);
        });
    return record;
  }

  private String key(ObjectNode record) throws BadAnswer {
    if (keyField == null) return null;
    JsonNode value = record.get(keyField);
    if (value == null || value.isNull())
      throw new BadAnswer("the record has no field " + keyField + " for its key");
    return value.isTextual() ? value.asText() : value.toString();
  }
}
