package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.sink.TestWorker;

/**
 * A worker that is gone between any two operations on the store loses nothing and stores nothing
 * twice.
 */
class CrashTest {
  /** Stands for the end of the process: nothing of the task runs after it. */
  private static final class Gone extends Error {
    Gone() {
      super(null, null, false, false);
    }
  }

  @TempDir Path folder;

  @Test
  void beforeAnyOperation() throws Exception {
    crashEverywhere(true);
  }

  @Test
  void afterAnyOperation() throws Exception {
    crashEverywhere(false);
  }

  private void crashEverywhere(boolean before) throws Exception {
    int point = 0;
    while (crashAt(point, before)) point++;
    assertTrue(point >= 20, "the run has too few operations to prove anything: " + point);
  }

  /**
   * A run that is gone at the n-th changing operation, then a second worker. Returns whether there
   * was an n-th.
   */
  private boolean crashAt(int point, boolean before) throws Exception {
    TestSink sink = new TestSink(folder.resolve((before ? "before-" : "after-") + point));
    sink.with("partition.fields", "group")
        .with("roll.records", "7")
        .with(
            "event.clicks",
            "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"},\"group\":{\"required\":true,\"type\":\"string\"}},"
                + "\"name\":\"c\",\"unknown\":\"keep\"}");
    for (int i = 0; i < 20; i++) {
      sink.kafka.produce(0, "{\"at\":\"0-" + i + "\",\"group\":\"g" + i % 3 + "\"}");
    }
    TestStore store = sink.store();
    AtomicInteger operations = new AtomicInteger();
    TestStore.Hook hook =
        (operation, path) -> {
          if (!isChange(operation)) return;
          if (operations.getAndIncrement() >= point) throw new Gone();
        };
    if (before) store.before = hook;
    else store.after = hook;
    boolean crashed = false;
    try {
      TestWorker first = sink.worker(store).start(0).poll();
      sink.clock.pass(Duration.ofSeconds(10));
      first.poll();
    } catch (Gone gone) {
      crashed = true;
    }
    TestWorker second = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    second.poll();
    sink.assertExactlyOnce(0);
    second.stop();
    return crashed;
  }

  private static boolean isChange(String operation) {
    return switch (operation) {
      case "read", "exists", "list" -> false;
      default -> true;
    };
  }

  @Test
  void whatADeadWriterLeftBehindIsRemovedByTheNext() throws Exception {
    TestSink sink = new TestSink(folder);
    sink.kafka.produce(0, 5);
    sink.worker().start(0).poll();
    Path temporaries = folder.resolve(sink.place(0).temporaries());
    assertTrue(
        Files.list(temporaries).flatMap(CrashTest::inside).findAny().isPresent(),
        "nothing was left behind");
    sink.worker().start(0);
    assertTrue(
        Files.list(temporaries).flatMap(CrashTest::inside).findAny().isEmpty(),
        "something is still there");
  }

  private static java.util.stream.Stream<Path> inside(Path directory) {
    try {
      return Files.list(directory);
    } catch (java.io.IOException cause) {
      throw new java.io.UncheckedIOException(cause);
    }
  }
}
