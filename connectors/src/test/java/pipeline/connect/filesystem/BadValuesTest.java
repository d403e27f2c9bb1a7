package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.TestWorker;

class BadValuesTest {
  @TempDir Path root;

  private static String contract(String pattern) {
    return "{\"fields\":{\"slug\":{\"pattern\":\""
        + pattern
        + "\",\"required\":true,\"type\":\"string\"}},\"name\":\"e\",\"unknown\":\"keep\"}";
  }

  private List<DeadLetter> deadLettered(TestSink sink) throws Exception {
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    return sink.chain(0).tip().deadLettered();
  }

  @Test
  void withoutAnEventALineIsTheBytesThatCameOrTheRecordIsADeadLetter() throws Exception {
    TestSink sink = new TestSink(root);
    List<String> stored = new ArrayList<>();
    Map<Long, String> refused = new TreeMap<>();
    long offset = 0;
    for (JsonNode vector : new ObjectMapper().readTree(new File("../test/vectors/lines.json"))) {
      String value = vector.get("value").asText();
      sink.kafka.produce(0, value);
      if (vector.has("reason")) refused.put(offset, vector.get("reason").asText());
      else stored.add(value);
      offset++;
    }
    Map<Long, String> letters = new TreeMap<>();
    for (DeadLetter letter : deadLettered(sink)) letters.put(letter.offset(), letter.reason());
    assertEquals(refused, letters);
    assertEquals(stored, sink.lines());
  }

  @Test
  void withAnEventBreaksBetweenTokensAreSpaces() throws Exception {
    TestSink sink = new TestSink(root).with("event.clicks", contract(".*"));
    sink.kafka.produce(0, "{\r\n \"slug\":\n\"a\"}\n");
    sink.kafka.produce(0, "{\"slug\":\"a\nb\"}");
    assertEquals(List.of(1L), deadLettered(sink).stream().map(DeadLetter::offset).toList());
    assertEquals(List.of("{   \"slug\": \"a\"} "), sink.lines());
  }

  @Test
  void aLongTextThatMatchesIsStoredAndOneThatDoesNotIsADeadLetter() throws Exception {
    TestSink sink = new TestSink(root).with("event.clicks", contract("^([a-z]+(-[a-z]+)*)$"));
    sink.kafka.produce(0, "{\"slug\":\"" + "a-".repeat(50_000) + "a\"}");
    sink.kafka.produce(0, "{\"slug\":\"" + "a".repeat(100_000) + "!\"}");
    List<DeadLetter> letters = deadLettered(sink);
    assertEquals(List.of(1L), letters.stream().map(DeadLetter::offset).toList());
    assertEquals(1, sink.lines().size());
  }

  @Test
  void aPatternThatOnlyBacktrackingCanMatchIsRefusedBeforeTheStart() {
    TestSink sink = new TestSink(root).with("event.clicks", contract("^(?:(a+)+)\\\\1$"));
    ConfigException refused =
        assertThrows(ConfigException.class, () -> SinkSettings.of(sink.properties));
    assertTrue(refused.getMessage().contains("linear time"), refused.getMessage());
  }
}
