package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.sink.TestWorker;

/** What becomes of records without value: every word accounts for every offset. */
class TombstonesTest {
  @TempDir Path root;
  private TestSink sink;

  @BeforeEach
  void produceSome() {
    sink = new TestSink(root);
    sink.kafka.produce(0, 2);
    sink.kafka.produce(0, "user \"1\"".getBytes(StandardCharsets.UTF_8), null);
    sink.kafka.produce(0, new byte[] {(byte) 0xff, 0}, null);
    sink.kafka.produce(0, null, null);
  }

  private TestWorker store() throws Exception {
    return finish(sink.worker().start(0));
  }

  private TestWorker finish(TestWorker worker) throws Exception {
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    return worker.poll();
  }

  private static long stored(Link link) {
    return link.files().stream().mapToLong(DataFile::records).sum();
  }

  @Test
  void countedOnesAreInTheLinkAndNowhereElse() throws Exception {
    TestWorker worker = sink.worker();
    worker.takesLetters = false;
    finish(worker.start(0));
    Link tip = sink.chain(0).tip();
    assertEquals(5, tip.records());
    assertEquals(2, stored(tip));
    assertEquals(3, tip.tombstones());
    assertEquals(5, tip.to());
    assertEquals(0, worker.letters.size());
    assertEquals(List.of("0-0", "0-1"), sink.stored());
  }

  @Test
  void keptOnesAreLinesWithTheirKeyInADirectoryOfTheirOwn() throws Exception {
    sink.with("tombstones", "keep");
    store();
    Link tip = sink.chain(0).tip();
    assertEquals(5, stored(tip));
    assertEquals(0, tip.tombstones());
    List<String> hidden =
        sink.files().stream().filter(file -> file.startsWith("clicks/_tombstones/")).toList();
    assertEquals(1, hidden.size());
    assertEquals(
        List.of(
            "{\"kafka_key\":\"user \\\"1\\\"\",\"kafka_partition\":0,\"kafka_offset\":2}",
            "{\"kafka_key_base64\":\"/wA=\",\"kafka_partition\":0,\"kafka_offset\":3}",
            "{\"kafka_key\":null,\"kafka_partition\":0,\"kafka_offset\":4}"),
        Files.readAllLines(root.resolve(hidden.get(0))));
  }

  @Test
  void keptOnesOfTypedFilesLeaveTheColumnsOfTheRowsAsTheyAre() throws Exception {
    sink.with("tombstones", "keep")
        .with("format", "parquet")
        .with("layout", "by-type")
        .with(
            "event.clicks",
            "{\"by\":\"t\",\"fields\":{\"t\":{\"required\":true,\"type\":\"string\"}},\"name\":\"e\","
                + "\"types\":{\"a\":{}},\"unknown\":\"keep\"}");
    sink.kafka.produce(0, "{\"t\":\"a\"}");
    TestWorker worker = store();
    Link tip = sink.chain(0).tip();
    assertEquals(2, tip.files().size());
    assertEquals(4, stored(tip));
    assertEquals(2, worker.letters.size());
  }

  @Test
  void theLineOfAKeyIsThatOfTheVectors() throws Exception {
    TestSink other = new TestSink(root.resolve("vectors")).with("tombstones", "keep");
    List<String> expected = new ArrayList<>();
    File vectors = new File("../test/vectors/tombstones.json");
    for (JsonNode vector : new ObjectMapper().readTree(vectors)) {
      byte[] key = vector.get("key").isNull() ? null : vector.get("key").binaryValue();
      String line = vector.get("line").asText();
      expected.add(
          line.replace("\"kafka_offset\":7}", "\"kafka_offset\":" + expected.size() + "}"));
      other.kafka.produce(0, key, null);
    }
    TestWorker worker = other.worker().start(0).poll();
    other.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    Path file = other.root.resolve(other.files().get(0));
    assertEquals(expected, List.of(Files.readString(file).split("\n")));
  }

  @Test
  void rejectedOnesAreDeadLetters() throws Exception {
    sink.with("tombstones", "reject");
    TestWorker worker = store();
    assertEquals(3, worker.letters.size());
    Link tip = sink.chain(0).tip();
    assertEquals(3, tip.deadLettered().size());
    String reason = tip.deadLettered().get(0).reason();
    assertTrue(reason.contains("tombstone"), reason);
  }

  @Test
  void rejectedWithoutDeadLettersStopsTheTask() throws Exception {
    sink.with("tombstones", "reject");
    TestWorker worker = sink.worker();
    worker.takesLetters = false;
    worker.start(0);
    String message = assertThrows(ConnectException.class, worker::poll).getMessage();
    assertTrue(message.contains("clicks-0 offset 2"), message);
  }
}
