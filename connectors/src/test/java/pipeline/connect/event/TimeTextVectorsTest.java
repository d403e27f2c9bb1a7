package pipeline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Texts are the times that test/vectors/times.json says; the readers in TypeScript are held against
 * the same file.
 */
class TimeTextVectorsTest {
  private static final File VECTORS = new File("../test/vectors/times.json");

  @TestFactory
  Stream<DynamicTest> texts() throws IOException {
    JsonNode texts = new ObjectMapper().readTree(VECTORS).get("texts");
    return StreamSupport.stream(texts.spliterator(), false)
        .map(vector -> DynamicTest.dynamicTest(vector.get("text").toString(), () -> check(vector)));
  }

  @TestFactory
  Stream<DynamicTest> fields() throws IOException {
    JsonNode groups = new ObjectMapper().readTree(VECTORS).get("fields");
    return StreamSupport.stream(groups.spliterator(), false)
        .flatMap(
            group ->
                StreamSupport.stream(group.get("values").spliterator(), false)
                    .map(
                        vector ->
                            DynamicTest.dynamicTest(
                                group.get("field") + " " + vector.get("value"),
                                () -> check(group, vector))));
  }

  private static void check(JsonNode group, JsonNode vector) throws ContractViolation {
    ObjectNode contract = new ObjectMapper().createObjectNode().put("name", "e");
    if (group.has("timezone")) contract.set("timezone", group.get("timezone"));
    contract.putObject("fields").set("v", group.get("field"));
    EventReader reader = EventReader.of(EventContract.parse(contract.toString()));
    Row row = reader.newRow();
    byte[] value = ("{\"v\":" + vector.get("value") + "}").getBytes(StandardCharsets.UTF_8);
    if (vector.get("micros").isNull()) {
      assertThrows(ContractViolation.class, () -> reader.read(value, row));
      return;
    }
    reader.read(value, row);
    assertEquals(vector.get("micros").asLong(), row.micros("v"));
    if (vector.has("nanos")) assertEquals(vector.get("nanos").asLong(), row.number(0));
  }

  private static void check(JsonNode vector) {
    byte[] text = vector.get("text").asText().getBytes(StandardCharsets.UTF_8);
    for (Field.Format format :
        new Field.Format[] {
          Field.Format.DATE, Field.Format.DATE_TIME, Field.Format.LOCAL_DATE_TIME
        }) {
      TimeText time = new TimeText();
      boolean valid = time.parse(format, text, 0, text.length);
      JsonNode expected = vector.path(format.label());
      assertEquals(!expected.isMissingNode(), valid, format.label());
      if (!valid) continue;
      assertEquals(expected.asText(), String.valueOf(valueOf(time, format)), format.label());
      assertEquals(vector.path("finer").asBoolean(), time.tooFine(), "finer than a microsecond");
    }
  }

  private static long valueOf(TimeText time, Field.Format format) {
    if (format == Field.Format.DATE) return time.day();
    int offset = format == Field.Format.DATE_TIME ? time.offset() : 0;
    return (time.seconds() - offset) * 1_000_000 + time.micros();
  }
}
