package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.util.Map;

/** Strict JSON that keeps numbers as they were written. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final ObjectWriter SORTED =
      MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  private static final Map<JsonNodeType, String> KINDS =
      Map.of(
          JsonNodeType.OBJECT, "an object",
          JsonNodeType.ARRAY, "a list",
          JsonNodeType.STRING, "a text",
          JsonNodeType.NUMBER, "a number",
          JsonNodeType.BOOLEAN, "true or false",
          JsonNodeType.NULL, "null",
          JsonNodeType.MISSING, "empty");

  private Json() {}

  /**
   * @throws BadAnswer when it is no JSON
   */
  static JsonNode read(byte[] body) throws BadAnswer {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException error) {
      throw new BadAnswer("the answer is not JSON (" + body.length + " bytes)");
    } catch (IOException error) {
      throw new BadAnswer("the answer is not text in a Unicode encoding");
    }
  }

  /** As text, the members of objects in the order of their names. */
  static String sorted(JsonNode node) {
    try {
      return SORTED.writeValueAsString(node);
    } catch (JsonProcessingException error) {
      throw new IllegalStateException(error);
    }
  }

  /** What it is, in words. */
  static String kind(JsonNode node) {
    return KINDS.get(node.getNodeType());
  }

  /** `/main/temp` as it is, `dt` as the member of that name. */
  static JsonPointer pointer(String text) {
    return text.startsWith("/")
        ? JsonPointer.compile(text)
        : JsonPointer.empty().appendProperty(text);
  }

  /** Like `pointer`, and `/` means the whole. */
  static JsonPointer pointerOrWhole(String text) {
    return text.equals("/") ? JsonPointer.empty() : pointer(text);
  }
}
