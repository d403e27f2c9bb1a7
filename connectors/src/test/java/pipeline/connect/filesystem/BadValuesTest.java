package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  void aLineBreakIsKeptOutOfLinesUnlessItMeansNothing() throws Exception {
    TestSink sink = new TestSink(root);
    sink.kafka.produce(0, "{\"a\":\n1}");
    sink.kafka.produce(0, "one\ntwo");
    sink.kafka.produce(0, "{\"a\":\"one\ntwo\"}");
    List<DeadLetter> letters = deadLettered(sink);
    assertEquals(List.of(1L, 2L), letters.stream().map(DeadLetter::offset).toList());
    assertTrue(letters.get(0).reason().contains("line break"), letters.get(0).reason());
    assertEquals(List.of("{\"a\": 1}"), sink.lines());
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
