package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.store.LocalStorage;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

class FencingTest {
  @TempDir Path root;
  private TestSink sink;

  @BeforeEach
  void sink() {
    sink = new TestSink(root);
    sink.kafka.produce(0, 5);
  }

  @Test
  void aWriterThatSleptThroughItsReplacementCommitsNothing() throws Exception {
    TestStore sleepersStore = sink.store();
    TestWorker sleeper = sink.worker(sleepersStore).start(0).poll();
    TestWorker owner = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    owner.poll();
    List<String> before = sink.files();

    List<String> touched = new ArrayList<>();
    sleepersStore.before =
        (operation, path) -> {
          if (operation.equals("publish")
              || operation.equals("delete")
              || operation.equals("clear")) touched.add(path);
        };
    sleeper.poll();
    assertEquals(List.of(), touched);
    assertEquals(before, sink.files());
    sink.assertExactlyOnce(0);
  }

  @Test
  void aWriterReplacedBetweenItsLinkAndItsFilesLeavesThemToTheNext() throws Exception {
    TestStore store = sink.store();
    TestWorker[] owner = new TestWorker[1];
    store.after =
        (operation, path) -> {
          if (operation.equals("create") && path.endsWith("2.json") && owner[0] == null) {
            owner[0] = sink.worker().start(0);
          }
        };
    List<String> published = new ArrayList<>();
    store.before =
        (operation, path) -> {
          if (operation.equals("publish")) published.add(path);
        };
    TestWorker sleeper = sink.worker(store).start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    sleeper.poll();
    assertEquals(List.of(), published, "it saw the higher link and stopped");
    sink.assertExactlyOnce(0);
  }

  @Test
  void twoWritersThatTakeThePartitionFromEachOtherStoreEverythingOnce() throws Exception {
    TestWorker one = sink.worker().start(0);
    TestWorker other = sink.worker().start(0);
    for (int round = 0; round < 20; round++) {
      sink.kafka.produce(0, 3);
      one.poll();
      other.poll();
      sink.clock.pass(Duration.ofSeconds(10));
    }
    one.stop();
    for (int round = 0; round < 4; round++) {
      other.poll();
      sink.clock.pass(Duration.ofSeconds(31));
    }
    sink.assertExactlyOnce(0);
  }

  @Test
  void anAnswerThatIsLostAfterTheLinkWasCreatedChangesNothing() throws Exception {
    TestStore store = sink.store();
    boolean[] lost = new boolean[1];
    store.after =
        (operation, path) -> {
          if (operation.equals("create") && path.endsWith("2.json") && !lost[0]) {
            lost[0] = true;
            throw new IOException("connection reset");
          }
        };
    TestWorker worker = sink.worker(store).start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertTrue(worker.paused.contains(TestKafka.partition(0)));
    sink.clock.pass(Duration.ofSeconds(1));
    worker.poll();
    assertFalse(worker.paused.contains(TestKafka.partition(0)));
    sink.assertExactlyOnce(0);
  }

  @Test
  void creatingALinkTwiceIsOneSuccessForItsWriterAndNoneForARival() throws Exception {
    LocalStorage storage = new LocalStorage(root);
    byte[] mine = {1};
    assertTrue(storage.createExclusively("_log/x", mine, "_tmp/a"));
    assertTrue(storage.createExclusively("_log/x", mine, "_tmp/a"));
    assertFalse(storage.createExclusively("_log/x", new byte[] {2}, "_tmp/b"));
  }
}
