package pipeline.connect.filesystem.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.config.TopicLayout;

/** The directories of test/vectors/directories.json, which the tool works out by itself. */
class DirectoryVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final JsonNode vectors = read();
  private final EventContract contract = EventContract.parse(vectors.path("contract").toString());

  private static JsonNode read() {
    try {
      return JSON.readTree(Path.of("../test/vectors/directories.json").toFile());
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private TopicLayout layout(JsonNode settings) {
    Map<String, String> properties = new HashMap<>();
    properties.putAll(Map.of("name", "n", "topics", "t", "path", "file:///d"));
    properties.put("event.t", contract.json());
    settings
        .fields()
        .forEachRemaining(one -> properties.put(one.getKey(), one.getValue().asText()));
    return TopicLayout.of(SinkSettings.of(properties), "t");
  }

  private String directory(TopicLayout layout, JsonNode value, Long timestamp)
      throws ContractViolation {
    EventReader reader = EventReader.of(contract);
    Row row = reader.newRow();
    byte[] bytes = value.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    reader.read(bytes, row);
    SinkRecord record =
        new SinkRecord("t", 0, null, null, null, bytes, 0, timestamp, TimestampType.CREATE_TIME);
    return new DirectoryLayout("t", layout, contract).directory(row, record);
  }

  @TestFactory
  Stream<DynamicTest> everyRowLiesWhereTheVectorsSay() {
    return StreamSupport.stream(vectors.path("cases").spliterator(), false)
        .map(one -> dynamicTest(one.path("name").asText(), () -> check(one)));
  }

  private void check(JsonNode one) throws Exception {
    TopicLayout layout = layout(one.path("settings"));
    assertEquals(one.path("layout"), JSON.readTree(layout.json()));
    for (JsonNode row : one.path("rows")) {
      Long timestamp = row.has("timestamp") ? row.path("timestamp").asLong() : null;
      assertEquals(
          "t/" + row.path("directory").asText(),
          directory(layout, row.path("value"), timestamp),
          row.toString());
    }
  }

  @Test
  void nightsOfTwentyFiveAndTwentyThreeHours() {
    assertEquals(24, hoursFrom("2026-10-24T22:00:00Z", 25).size());
    assertEquals(2, hoursFrom("2026-10-24T22:00:00Z", 25).get("hour=02"));
    Map<String, Integer> spring = hoursFrom("2026-03-28T23:00:00Z", 23);
    assertEquals(23, spring.size());
    assertEquals(null, spring.get("hour=02"));
  }

  private static Map<String, Integer> hoursFrom(String start, int hours) {
    TimeDirectories paris = new TimeDirectories("hour=HH", ZoneId.of("Europe/Paris"));
    Map<String, Integer> found = new TreeMap<>();
    for (int hour = 0; hour < hours; hour++) {
      long micros = (Instant.parse(start).getEpochSecond() + hour * 3600L) * 1_000_000;
      String first = paris.of(micros);
      assertEquals(first, paris.of(micros + 3_599_999_999L));
      found.merge(first, 1, Integer::sum);
    }
    return found;
  }

  @Test
  void whatHasNoTimeIsRefused() throws Exception {
    JsonNode at = JSON.readTree("{\"time.field\":\"at\"}");
    assertThrows(ContractViolation.class, () -> directory(layout(at), JSON.readTree("{}"), 0L));
    JsonNode record = JSON.readTree("{\"time.field\":\"record\"}");
    for (Long none : new Long[] {null, -1L, Long.MAX_VALUE}) {
      assertThrows(
          ContractViolation.class, () -> directory(layout(record), JSON.readTree("{}"), none));
    }
  }
}
