package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes records of JSON objects: the whole object or a choice of it, with fields of the target
 * added.
 */
final class Records {
  /** A record's key, or null, and its value. */
  record Content(String key, ObjectNode value) {}

  private final String topic;
  private final String keyField;
  private final List<String> added;
  private final Map<String, JsonPointer> mapping;

  Records(HttpSourceConfig config) {
    topic = config.getString(HttpSourceConfig.TOPIC);
    keyField = config.getString(HttpSourceConfig.KEY);
    added = config.getList(HttpSourceConfig.ADD);
    mapping = config.mapping();
  }

  /**
   * What a record of `found` holds; may change `found`.
   *
   * @throws BadAnswer when it lacks the field of the key
   */
  Content content(Target target, ObjectNode found) throws BadAnswer {
    ObjectNode record = mapping == null ? found : chosen(found);
    for (String field : added) {
      if (target.fields().has(field)) record.set(field, target.fields().get(field));
    }
    return new Content(key(record), record);
  }

  SourceRecord of(Target target, Content content, Map<String, ?> offset, long now) {
    byte[] bytes = content.value().toString().getBytes(StandardCharsets.UTF_8);
    Schema keySchema = content.key() == null ? null : Schema.STRING_SCHEMA;
    return new SourceRecord(
        target.partition(),
        offset,
        topic,
        null,
        keySchema,
        content.key(),
        Schema.BYTES_SCHEMA,
        bytes,
        now);
  }

  private ObjectNode chosen(ObjectNode found) {
    ObjectNode record = Json.MAPPER.createObjectNode();
    mapping.forEach(
        (field, pointer) -> {
          JsonNode value = found.at(pointer);
          if (!value.isMissingNode()) record.set(field, value);
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
