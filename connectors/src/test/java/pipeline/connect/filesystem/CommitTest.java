package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

class CommitTest {
  @TempDir Path root;
  private TestSink sink;

  @BeforeEach
  void sink() {
    sink = new TestSink(root);
  }

  @Test
  void nothingIsVisibleBeforeItsTimeAndAllOfItAfterwards() throws Exception {
    sink.kafka.produce(0, 5);
    sink.kafka.produce(1, 3);
    TestWorker worker = sink.worker().start(0, 1).poll();
    assertEquals(List.of(), sink.files());
    assertEquals(10_000, worker.asked, "asks to be called when the oldest record is due");

    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.assertExactlyOnce(0, 1);
    assertEquals(
        List.of(
            "clicks/clicks+0+00000000000000000000+000000000002.json",
            "clicks/clicks+1+00000000000000000000+000000000002.json"),
        sink.files());
  }

  @Test
  void theGroupNeverHearsOfMoreThanIsCommitted() {
    sink.kafka.produce(0, 5);
    TestWorker worker = sink.worker().start(0).poll();
    assertEquals(Map.of(TestKafka.partition(0), 0L), worker.flush());
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertEquals(Map.of(TestKafka.partition(0), 5L), worker.flush());
  }

  @Test
  void rollsAtSoManyRecords() throws Exception {
    sink.with("roll.records", "4").kafka.produce(0, 10);
    sink.worker().start(0).poll();
    assertEquals(8, sink.lines().size());
    assertEquals(2, sink.files().size());
  }

  @Test
  void rollsAtSoManyBytes() throws Exception {
    sink.with("roll.bytes", "60").kafka.produce(0, 10);
    sink.worker().start(0).poll();
    assertTrue(sink.files().size() > 1, () -> "one file holds more than 60 bytes");
    for (String file : sink.files()) assertTrue(root.resolve(file).toFile().length() < 90, file);
  }

  @Test
  void aRecordThatComesTwiceIsStoredOnce() throws Exception {
    sink.kafka.produce(0, 5);
    TestWorker worker = sink.worker().start(0).poll();
    worker.put(List.copyOf(sink.kafka.log(0).values()));
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void offsetsWithoutRecordsAreNoLossAndEndUpCommitted() throws Exception {
    sink.kafka.produce(0, 3);
    sink.kafka.produceControl(0, 2);
    sink.kafka.produce(0, 3);
    sink.kafka.produceControl(0, 1);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.assertExactlyOnce(0);
    Link tip = sink.chain(0).tip();
    assertEquals(6, tip.records());
    assertEquals(9, tip.to(), "the marker at the end is no lag");
    assertEquals(7, tip.files().get(0).last());
  }

  @Test
  void retentionOfEverythingStoredIsNoLossEvenBehindAMarker() throws Exception {
    sink.kafka.produce(0, 3);
    sink.kafka.produceControl(0, 1);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll().stop();
    sink.kafka.deleteBefore(0, 4);
    sink.worker().start(0).poll();
    assertEquals(3, sink.stored().size());
  }

  @Test
  void withoutDeadLettersTheTaskFailsAndSaysWhereAndWhy() {
    sink.with(
        "event.clicks",
        "{\"fields\":{\"price\":{\"required\":true,\"type\":\"number\"}},\"name\":\"c\",\"unknown\":\"keep\"}");
    sink.kafka.produce(0, "{\"price\":1}");
    sink.kafka.produce(0, "{\"price\":\"x\"}");
    TestWorker worker = sink.worker();
    worker.takesLetters = false;
    worker.start(0);
    String message = assertThrows(ConnectException.class, worker::poll).getMessage();
    assertTrue(message.contains("clicks-0 offset 1"), message);
    assertTrue(message.contains("price"), message);
  }

  @Test
  void theFirstLinkStartsAtTheGroupsPosition() throws Exception {
    sink.kafka.produce(0, 5);
    sink.kafka.groupPositions.put(TestKafka.partition(0), 3L);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertEquals(List.of("0-3", "0-4"), sink.stored());
  }

  @Test
  void afterwardsThePositionOfTheGroupCountsForNothing() throws Exception {
    sink.kafka.produce(0, 5);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll().stop();
    sink.kafka.groupPositions.put(TestKafka.partition(0), 1L);
    sink.kafka.produce(0, 2);
    TestWorker next = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    next.poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void whatIsNotCommittedAtARebalanceIsReadByTheNextOwner() throws Exception {
    sink.kafka.produce(0, 5);
    TestWorker first = sink.worker().start(0).poll();
    first.revoke(0);
    TestWorker second = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    first.poll();
    second.poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void anotherConnectorsDirectoryIsLeftAlone() {
    sink.kafka.produce(0, 1);
    sink.worker().start(0);
    sink.with("name", "shop.other");
    String message =
        assertThrows(ConnectException.class, () -> sink.worker().start(0)).getMessage();
    assertTrue(message.contains("shop.lake"), message);
  }

  @Test
  void flippingAContractBackAndForthMakesNoSmallFiles() throws Exception {
    String one =
        "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"}},\"name\":\"c\",\"unknown\":\"keep\"}";
    String other =
        "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"},\"n\":{\"required\":false,\"type\":\"integer\"}},"
            + "\"name\":\"c\",\"unknown\":\"keep\"}";
    TestSink sink = new TestSink(root);
    for (int i = 0; i < 6; i++) {
      sink.with("event.clicks", i % 2 == 0 ? one : other);
      sink.kafka.produce(0, 3);
      sink.worker().start(0).poll().stop();
    }
    assertEquals(List.of(), sink.files());
    TestWorker last = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    last.poll();
    assertEquals(1, sink.files().size());
    sink.assertExactlyOnce(0);
  }
}
