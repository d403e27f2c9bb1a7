package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** One record for an answer, unless its `unchanged` value is that of the last record. */
final class WholeAnswer implements Reading {
  private static final String UNCHANGED = "unchanged";

  private final Target target;
  private final Records records;
  private final JsonPointer unchanged;

  /** The `unchanged` value of the last record, as JSON text; null before the first. */
  private String last;

  private String version;

  WholeAnswer(Target target, Records records, JsonPointer unchanged, Map<String, ?> offset) {
    this.target = target;
    this.records = records;
    this.unchanged = unchanged;
    this.last = last(offset);
  }

  /** The `unchanged` value that a target's source offset holds, or null. */
  static String last(Map<String, ?> offset) {
    return offset != null && offset.get(UNCHANGED) instanceof String last ? last : null;
  }

  @Override
  public ObjectNode fields() {
    return target.fields();
  }

  @Override
  public String address() {
    return null;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public List<SourceRecord> take(Answer answer, long now) throws BadAnswer {
    if (answer.unmodified()) {
      if (version == null) throw Answer.unasked();
      return List.of();
    }
    List<SourceRecord> made = read(answer, now);
    // Without `unchanged` each answer is a record, the same one too.
    if (unchanged != null) version = answer.headers().firstValue("ETag").orElse(null);
    return made;
  }

  private List<SourceRecord> read(Answer answer, long now) throws BadAnswer {
    JsonNode found = Json.read(answer.body());
    if (!(found instanceof ObjectNode object)) {
      String hint = found.isArray() ? ": `items: /` makes a record of each of its items" : "";
      throw new BadAnswer("the answer is no JSON object, but " + Json.kind(found) + hint);
    }
    String value = null;
    if (unchanged != null) {
      JsonNode member = object.at(unchanged);
      if (member.isMissingNode()) throw new BadAnswer("the answer has no " + unchanged);
      value = member.toString();
      if (value.equals(last)) return List.of();
    }
    Records.Content content = records.content(target, object);
    last = value;
    Map<String, ?> offset = value == null ? Map.of("polled", now) : Map.of(UNCHANGED, value);
    return List.of(records.of(target, content, offset, now));
  }

  @Override
  public boolean goesOn() {
    return false;
  }

  @Override
  public Refusal refused(int status) {
    return null;
  }
}
