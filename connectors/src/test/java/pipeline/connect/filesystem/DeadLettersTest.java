package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/** Whatever keeps a range from its commit, each of its dead letters is reported once. */
class DeadLettersTest {
  private static final String BAD = "{\"n\":\"five\"}";

  @TempDir Path root;
  private TestSink sink;
  private TestStore store;

  @BeforeEach
  void sink() {
    String contract =
        "{\"fields\":{\"n\":{\"required\":true,\"type\":\"integer\"}},\"name\":\"e\",\"unknown\":\"keep\"}";
    sink = new TestSink(root).with("event.clicks", contract);
    store = sink.store();
    sink.kafka.produce(0, "{\"n\":1}");
    sink.kafka.produce(0, BAD);
    sink.kafka.produce(0, "{\"n\":2}");
    sink.kafka.produce(0, BAD);
  }

  private void assertReportedOnce(TestWorker worker) throws Exception {
    for (int i = 0; i < 4; i++) {
      sink.clock.pass(Duration.ofSeconds(10));
      worker.poll();
    }
    assertEquals(List.of(1L, 3L), worker.letters.stream().map(TestWorker.Letter::offset).toList());
    assertEquals(2, sink.lines().size());
  }

  @Test
  void aPartitionThatGoesAndComesBack() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    worker.revoke(0);
    assertReportedOnce(worker.assign(0).poll());
  }

  @Test
  void aStoreThatTakesNoData() throws Exception {
    store.before =
        (operation, path) -> {
          throw new IOException("no space left");
        };
    TestWorker worker = sink.worker(store).start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    store.before = (operation, path) -> {};
    assertReportedOnce(worker);
  }

  @Test
  void aStoreThatTakesNoLink() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    store.before =
        (operation, path) -> {
          if (operation.equals("create")) throw new IOException("no space left");
        };
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertEquals(2, worker.letters.size(), "they were reported before the link failed");
    store.before = (operation, path) -> {};
    assertReportedOnce(worker);
  }

  @Test
  void aDeadLetterTopicThatRefusedThem() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    worker.losesLetters = true;
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertTrue(worker.paused.contains(TestKafka.partition(0)));
    worker.losesLetters = false;
    assertReportedOnce(worker);
  }

  @Test
  void aTopicMadeAgainHasOthers() throws Exception {
    sink.with("on.data.loss", "continue");
    TestWorker worker = sink.worker(store).start(0).poll();
    store.before =
        (operation, path) -> {
          if (operation.equals("create")) throw new IOException("no space left");
        };
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    store.before = (operation, path) -> {};
    worker.letters.clear();
    sink.kafka.recreateTopic();
    sink.kafka.produce(0, "{\"n\":3}");
    sink.kafka.produce(0, BAD);
    sink.kafka.produce(0, "{\"n\":4}");
    sink.kafka.produce(0, BAD);
    assertReportedOnce(worker);
  }

  @Test
  void manyAreCommittedBeforeTheyFillTheMemory() throws Exception {
    String bad = "{\"n\":\"" + "x".repeat(1 << 20) + "\"}";
    for (int n = 0; n < 6; n++) sink.kafka.produce(0, bad);
    TestWorker worker = sink.worker(store).start(0).poll();
    assertEquals(6, worker.letters.size());
    assertEquals(8, sink.chain(0).tip().to());
  }
}
