package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.sink.TestWorker;

/**
 * Small files are replaced by larger ones: every record is stored once before, meanwhile and after.
 */
class CompactTest {
  private static final String EVENT =
      "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"},\"group\":{\"required\":true,\"type\":\"string\"}},"
          + "\"name\":\"c\",\"unknown\":\"keep\"}";

  /** Stands for the end of the process: nothing of the task runs after it. */
  private static final class Gone extends Error {
    Gone() {
      super(null, null, false, false);
    }
  }

  @TempDir Path folder;

  private TestSink sink(String name) {
    return new TestSink(folder.resolve(name))
        .with("partition.fields", "group")
        .with("roll.records", "5")
        .with("event.clicks", EVENT);
  }

  private static void produce(TestSink sink, int from, int to) {
    for (int i = from; i < to; i++) {
      sink.kafka.produce(0, "{\"at\":\"0-" + i + "\",\"group\":\"g" + i % 2 + "\"}");
    }
  }

  private static TestSink scheduled(TestSink sink) {
    return sink.with("compact.every.ms", "60000").with("compact.older.ms", "1000");
  }

  /** Polls, a second apart, until so many files are there; another thread writes larger ones. */
  private static Link await(TestSink sink, TestWorker worker, IntPredicate files) throws Exception {
    for (int look = 0; look < 2_000; look++) {
      sink.clock.pass(Duration.ofSeconds(1));
      worker.poll();
      if (files.test(sink.files().size())) return sink.chain(0).tip();
      Thread.sleep(5);
    }
    throw new AssertionError("there are " + sink.files());
  }

  @Test
  void byTheScheduleWhileRecordsCome() throws Exception {
    TestSink sink = scheduled(sink("scheduled"));
    produce(sink, 0, 20);
    TestWorker worker = sink.worker().start(0).poll();
    assertEquals(8, sink.files().size());
    sink.clock.pass(Duration.ofSeconds(61));
    Link replaced = await(sink, worker, count -> count == 2);
    assertEquals(Link.Kind.REPLACE, replaced.kind());
    assertEquals(8, replaced.retired().size());
    assertEquals(20, replaced.files().stream().mapToLong(file -> file.records()).sum());
    sink.assertExactlyOnce(0);
    produce(sink, 20, 33);
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(61));
    await(sink, worker, count -> count == 2);
    sink.assertExactlyOnce(0);
    worker.stop();
    produce(sink, 33, 40);
    TestWorker second = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    second.poll();
    sink.assertExactlyOnce(0);
    second.stop();
  }

  @Test
  void whenTheToolAsksForIt() throws Exception {
    TestSink sink = sink("asked");
    produce(sink, 0, 20);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(1));
    ask(sink);
    sink.clock.pass(Duration.ofSeconds(11));
    worker.poll();
    Link answer = null;
    for (int look = 0; look < 2_000 && !isAnswer(answer); look++) {
      sink.clock.pass(Duration.ofSeconds(1));
      worker.poll();
      Thread.sleep(5);
      answer = sink.chain(0).tip();
    }
    assertTrue(isAnswer(answer), "an empty link says that nothing is left to replace");
    assertEquals(2, sink.files().size());
    sink.assertExactlyOnce(0);
    sink.clock.pass(Duration.ofSeconds(11));
    worker.poll();
    assertNull(worker.status.snapshot().waiting(), "nothing is left to commit");
    worker.stop();
  }

  private static boolean isAnswer(Link link) {
    return link != null && link.kind() == Link.Kind.REPLACE && link.retired().isEmpty();
  }

  private static void ask(TestSink sink) throws Exception {
    Chain chain = sink.chain(0);
    Link tip = chain.tip();
    String now = sink.clock.instant().toString();
    Link order =
        tip.next(Link.Kind.COMPACT, "pipeline", 1, now).asksFor(new Link.Compact(now, 256L << 20));
    assertTrue(chain.append(order));
  }

  @Test
  void aWorkerThatIsGoneBeforeOrAfterAnyOperationLeavesNothingTwice() throws Exception {
    int point = 0;
    while (crashAt(point, true)) point++;
    assertTrue(point >= 10, "the run has too few operations to prove anything: " + point);
    point = 0;
    while (crashAt(point, false)) point++;
  }

  private boolean crashAt(int point, boolean before) throws Exception {
    TestSink sink = scheduled(sink((before ? "before-" : "after-") + point));
    produce(sink, 0, 12);
    TestStore store = sink.store();
    TestWorker first = sink.worker(store).start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    first.poll();
    AtomicInteger operations = new AtomicInteger();
    TestStore.Hook hook =
        (operation, path) -> {
          if (List.of("read", "exists", "list").contains(operation)) return;
          if (operations.getAndIncrement() >= point) throw new Gone();
        };
    if (before) store.before = hook;
    else store.after = hook;
    sink.clock.pass(Duration.ofSeconds(61));
    boolean crashed = false;
    try {
      for (int look = 0; look < 2_000; look++) {
        first.poll();
        if (sink.chain(0).tip().kind() == Link.Kind.REPLACE) break;
        if (operations.get() > point) {
          crashed = true;
          break;
        }
        Thread.sleep(2);
      }
    } catch (Gone gone) {
      crashed = true;
    }
    produce(sink, 12, 15);
    TestWorker second = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    second.poll();
    sink.assertExactlyOnce(0);
    second.stop();
    return crashed;
  }
}
