package pipeline.connect.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Encoding;

/**
 * Payloads become the JSON that test/vectors/avro.json says; the reader in TypeScript is held
 * against the same file.
 */
class AvroVectorsTest {
  private static final File VECTORS = new File("../test/vectors/avro.json");

  @TestFactory
  Stream<DynamicTest> values() throws IOException {
    JsonNode values = new ObjectMapper().readTree(VECTORS).get("values");
    return StreamSupport.stream(values.spliterator(), false)
        .map(vector -> DynamicTest.dynamicTest(vector.get("name").asText(), () -> check(vector)));
  }

  private static void check(JsonNode vector) throws Exception {
    JsonNode reader = vector.get("reader");
    Encoding encoding =
        new Encoding(
            "avro",
            "orders-value",
            reader == null ? null : 2,
            reader == null ? null : reader.toString());
    ValueDecoder decoder = new AvroDecoder(encoding, registryOf(vector));
    byte[] value = HexFormat.of().parseHex("0000000007" + vector.get("hex").asText());
    if (vector.get("json").isNull())
      assertThrows(ContractViolation.class, () -> decoder.decode(value));
    else
      assertEquals(
          vector.get("json").asText(), new String(decoder.decode(value), StandardCharsets.UTF_8));
  }

  /** Values that JSON alone does not bring back to the same bytes. */
  private static final Set<String> ONE_WAY =
      Set.of(
          "a list in a block with its size",
          "a map, sorted",
          "a float is widened",
          "double -0",
          "double 9007199254740992");

  @TestFactory
  Stream<DynamicTest> jsonBecomesTheBytesThatItWasReadOf() throws IOException {
    JsonNode values = new ObjectMapper().readTree(VECTORS).get("values");
    return StreamSupport.stream(values.spliterator(), false)
        .filter(vector -> !vector.get("json").isNull() && !vector.has("reader"))
        .filter(vector -> !ONE_WAY.contains(vector.get("name").asText()))
        .map(vector -> DynamicTest.dynamicTest(vector.get("name").asText(), () -> write(vector)));
  }

  private static void write(JsonNode vector) throws Exception {
    ValueEncoder encoder =
        TopicEncoding.AVRO.encoder(
            new Encoding("avro", "orders-value", null, null), registryOf(vector));
    byte[] json = vector.get("json").asText().getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "0000000007" + vector.get("hex").asText(), HexFormat.of().formatHex(encoder.encode(json)));
  }

  private static Registry registryOf(JsonNode vector) {
    String schema = vector.get("writer").toString();
    List<String> references =
        StreamSupport.stream(vector.path("references").spliterator(), false)
            .map(JsonNode::toString)
            .toList();
    return new Registry() {
      @Override
      public Registered schema(int id) {
        return new Registered(id, "AVRO", schema, references);
      }

      @Override
      public Registered version(String subject, Integer version) {
        return schema(7);
      }

      @Override
      public String versions(int id) {
        return "orders-value version 1";
      }
    };
  }
}
