package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.chain.OffsetReset;
import pipeline.connect.filesystem.store.LocalStorage;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.Parallel;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/**
 * Dead letters that come back once the contract is mended: a `retry` link asks, a `restore` link
 * answers.
 */
class RetryTest {
  private static final String STRICT = contract(true);
  private static final String MENDED = contract(false);
  private static final String REPORTS = "dead";

  @TempDir Path folder;

  private static String contract(boolean required) {
    return "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"},\"n\":{\"required\":"
        + required
        + ",\"type\":\"string\"}},\"name\":\"c\",\"unknown\":\"keep\"}";
  }

  /** Of ten records in two commits every third is a dead letter: offsets 0, 3, 6 and 9. */
  private TestSink afterFourLetters(Path root) throws Exception {
    TestSink sink =
        new TestSink(root)
            .with("roll.records", "5")
            .with("event.clicks", STRICT)
            .with("errors.deadletterqueue.topic.name", REPORTS);
    for (int i = 0; i < 10; i++) {
      String n = i % 3 == 0 ? "" : ",\"n\":\"1\"";
      sink.kafka.produce(0, "{\"at\":\"0-" + i + "\"" + n + "}");
    }
    TestWorker worker = sink.worker().start(0).poll();
    assertEquals(4, worker.letters.size());
    worker.stop();
    return sink;
  }

  /** What the tool writes. */
  private static void ask(TestSink sink, long... offsets) throws IOException {
    Link tip = sink.chain(0).tip();
    String letters =
        java.util.Arrays.stream(offsets)
            .mapToObj(
                offset ->
                    "{\"offset\":"
                        + offset
                        + ",\"report\":{\"partition\":0,\"offset\":"
                        + offset
                        + "}}")
            .collect(Collectors.joining(","));
    String link =
        "{\"version\":1,\"seq\":%d,\"kind\":\"retry\",\"writer\":\"pipeline\",\"attempt\":1,\"time\":\"now\",\"from\":%d,\"to\":%d,\"records\":0,\"files\":[],\"deadLettered\":[],\"lost\":[],\"retired\":[],\"topicId\":\"%s\",\"last\":{\"offset\":%d,\"hash\":\"%s\"},\"retry\":[%s]}"
            .formatted(
                tip.seq() + 1,
                tip.to(),
                tip.to(),
                tip.topicId(),
                tip.last().offset(),
                tip.last().hash(),
                letters);
    String path = sink.place(0).log() + "/000000000/%012d.json".formatted(tip.seq() + 1);
    assertTrue(
        new LocalStorage(sink.root)
            .createExclusively(path, link.getBytes(StandardCharsets.UTF_8), "_tmp/ask"));
  }

  private static Link restore(TestSink sink) throws IOException {
    List<Link> restores =
        sink.chain(0).links().stream().filter(link -> link.kind() == Link.Kind.RESTORE).toList();
    assertEquals(1, restores.size());
    return restores.get(0);
  }

  @Test
  void whatFitsByNowIsStoredByALinkOfItsOwn() throws Exception {
    TestSink sink = afterFourLetters(folder);
    ask(sink, 0, 3, 6, 9);
    TestWorker second = sink.with("event.clicks", MENDED).worker().start(0).poll();
    Link link = restore(sink);
    assertEquals(List.of(0L, 3L, 6L, 9L), link.restored());
    assertEquals(List.of(), link.deadLettered());
    assertEquals(10, link.to());
    assertTrue(second.letters.isEmpty(), "a letter was reported again");
    sink.assertExactlyOnce(0);
    sink.kafka.produce(0, "{\"at\":\"0-10\",\"n\":\"y\"}");
    second.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    second.poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void whatDoesNotFitStaysADeadLetterWithTheReasonOfToday() throws Exception {
    TestSink sink = afterFourLetters(folder);
    ask(sink, 0, 6);
    TestWorker second = sink.worker().start(0).poll();
    Link link = restore(sink);
    assertEquals(List.of(), link.restored());
    assertEquals(List.of(0L, 6L), link.deadLettered().stream().map(DeadLetter::offset).toList());
    assertTrue(link.files().isEmpty());
    assertTrue(second.letters.isEmpty());
    assertEquals(6, sink.stored().size());
  }

  @Test
  void aRunningSinkIsFencedByTheRequestAndCarriesItOut() throws Exception {
    TestSink sink = afterFourLetters(folder);
    TestWorker running = sink.with("event.clicks", MENDED).worker().start(0).poll();
    ask(sink, 3, 9);
    sink.kafka.produce(0, "{\"at\":\"0-10\",\"n\":\"y\"}");
    running.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    running.poll();
    for (int i = 0; i < 3; i++) {
      sink.clock.pass(Duration.ofSeconds(10));
      running.poll();
    }
    assertEquals(List.of(3L, 9L), restore(sink).restored());
    assertEquals(
        new TreeSet<>(List.of("0-1", "0-2", "0-3", "0-4", "0-5", "0-7", "0-8", "0-9", "0-10")),
        new TreeSet<>(sink.stored()));
    assertEquals(9, sink.stored().size());
  }

  @Test
  void aRecordThatRetentionRemovedComesFromItsReport() throws Exception {
    TestSink sink = afterFourLetters(folder);
    sink.kafka.report(REPORTS, 3, sink.kafka.log(0).get(3L));
    sink.kafka.report(REPORTS, 0, sink.kafka.log(0).get(3L));
    sink.kafka.deleteBefore(0, 5);
    ask(sink, 0, 3, 6);
    sink.with("event.clicks", MENDED).worker().start(0).poll();
    Link link = restore(sink);
    assertEquals(List.of(3L, 6L), link.restored());
    assertEquals(0L, link.deadLettered().get(0).offset());
    assertTrue(link.deadLettered().get(0).reason().contains("any more"));
    assertEquals(8, sink.stored().size());
  }

  @Test
  void aWorkerThatIsGoneAtAnyStepLosesNothingAndStoresNothingTwice() throws Exception {
    int point = 0;
    while (crashAt(point)) point++;
    assertTrue(point >= 8, "the run has too few operations to prove anything: " + point);
  }

  private boolean crashAt(int point) throws Exception {
    TestSink sink = afterFourLetters(folder.resolve("crash-" + point));
    ask(sink, 0, 3, 6, 9);
    sink.with("event.clicks", MENDED);
    AtomicInteger operations = new AtomicInteger();
    TestStore store = sink.store();
    TestStore.Hook hook =
        (operation, path) -> {
          if (operations.getAndIncrement() >= point) throw new Gone();
        };
    store.before = hook;
    boolean crashed = false;
    try {
      sink.worker(store).start(0).poll();
    } catch (Gone gone) {
      crashed = true;
    }
    sink.worker().start(0).poll();
    assertEquals(List.of(0L, 3L, 6L, 9L), restore(sink).restored());
    sink.assertExactlyOnce(0);
    return crashed;
  }

  private static final class Gone extends Error {
    Gone() {
      super(null, null, false, false);
    }
  }

  @Test
  void aResetTakesBackWhatWasStoredOfLaterRecords() throws Exception {
    TestSink sink = afterFourLetters(folder);
    ask(sink, 0, 3, 6, 9);
    sink.with("event.clicks", MENDED).worker().start(0).poll().stop();
    try (LocalStorage storage = new LocalStorage(sink.root)) {
      Parallel parallel = new Parallel("test");
      new OffsetReset(storage, parallel, TestSink.CONNECTOR)
          .to(java.util.Map.of(new TopicPartition(TestKafka.TOPIC, 0), 7L));
      parallel.close(1);
    }
    TestWorker again = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    again.poll();
    TreeSet<String> stored = new TreeSet<>(sink.stored());
    assertEquals(stored.size(), sink.stored().size(), "something is stored twice");
    assertEquals(
        new TreeSet<>(List.of("0-1", "0-2", "0-4", "0-5", "0-6", "0-7", "0-8", "0-9")), stored);
    again.stop();
    ask(sink, 0, 3);
    sink.worker().start(0).poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void aTopicThatWasMadeAgainIsNotReadForTheFormerOnesLetters() throws Exception {
    TestSink sink = afterFourLetters(folder);
    ask(sink, 0, 3);
    sink.kafka.recreateTopic();
    sink.kafka.produce(0, "{\"at\":\"new\",\"n\":\"y\"}");
    sink.with("event.clicks", MENDED).with("on.data.loss", "continue").worker().start(0).poll();
    assertTrue(sink.chain(0).links().stream().noneMatch(link -> link.kind() == Link.Kind.RESTORE));
  }
}
