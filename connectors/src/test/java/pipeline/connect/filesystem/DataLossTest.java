package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.ChainWalk;
import pipeline.connect.filesystem.chain.DataLoss;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.sink.TestWorker;

class DataLossTest {
  @TempDir Path root;
  private TestSink sink;

  /** Five records are stored; the sink is stopped. */
  @BeforeEach
  void sink() {
    sink = new TestSink(root);
    sink.kafka.produce(0, 5);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll().stop();
  }

  private String refusal() {
    return assertThrows(DataLoss.class, () -> sink.worker().start(0).poll()).getMessage();
  }

  private TestWorker goesOn() {
    TestWorker worker = sink.with("on.data.loss", "continue").worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    return worker.poll();
  }

  @Test
  void retentionThatOvertookTheSinkIsNamedWithItsRange() {
    sink.kafka.produce(0, 10);
    sink.kafka.deleteBefore(0, 8);
    String message = refusal();
    assertTrue(message.contains("clicks-0: offsets 5 to 7"), message);
    assertTrue(message.contains("onDataLoss: continue"), message);
  }

  @Test
  void aLossThatMayBeIsWrittenDown() throws Exception {
    sink.kafka.produce(0, 10);
    sink.kafka.deleteBefore(0, 8);
    goesOn();
    assertEquals(12, sink.stored().size());
    Link open = sink.chain(0).links().get(2);
    assertEquals(List.of(5L, 8L), List.of(open.from(), open.to()));
    assertEquals(new Link.Lost(5, 8, open.lost().get(0).reason()), open.lost().get(0));
  }

  @Test
  void retentionThatOvertakesARunningSinkIsNoticedToo() {
    TestWorker worker = sink.worker().start(0).poll();
    sink.kafka.produce(0, 10);
    sink.kafka.deleteBefore(0, 8);
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    String message = assertThrows(DataLoss.class, worker::poll).getMessage();
    assertTrue(message.contains("offsets 5 to 7"), message);
  }

  @Test
  void retentionBehindTheSinkIsNoLoss() throws Exception {
    sink.kafka.produce(0, 3);
    sink.kafka.deleteBefore(0, 5);
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertEquals(8, sink.stored().size());
  }

  @Test
  void aRecreatedTopicIsNoticedBeforeAnythingIsWritten() throws Exception {
    sink.kafka.recreateTopic();
    sink.kafka.produce(0, 20);
    String message = refusal();
    assertTrue(message.contains("deleted and created again"), message);
    assertTrue(
        message.contains("pipeline offsets reset shop.lake --topic clicks --partition 0"), message);
    assertEquals(5, sink.stored().size());
  }

  @Test
  void aTopicRecreatedWhileTheSinkRunsIsNoticedToo() throws Exception {
    TestWorker worker = sink.worker().start(0).poll();
    sink.kafka.recreateTopic();
    sink.kafka.produce(0, 20);
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    String message = assertThrows(DataLoss.class, worker::poll).getMessage();
    assertTrue(message.contains("deleted and created again"), message);
    assertEquals(5, sink.stored().size());
  }

  @Test
  void aShorterTopicMadeAgainWhileTheSinkRunsIsNoticedToo() throws Exception {
    TestWorker worker = sink.worker().start(0).poll();
    sink.kafka.produce(0, 1);
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.kafka.recreateTopic();
    sink.kafka.produce(0, 3);
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    String message = assertThrows(DataLoss.class, worker::poll).getMessage();
    assertTrue(message.contains("deleted and created again"), message);
    assertEquals(6, sink.stored().size());
  }

  @Test
  void aRecreatedTopicMayBeStoredBesideTheOld() throws Exception {
    sink.kafka.recreateTopic();
    sink.kafka.produce(0, 3);
    goesOn();
    assertEquals(8, sink.stored().size());
    Link open = sink.chain(0).links().get(2);
    assertEquals(0, open.from());
    assertEquals("first-again", open.topicId());
    assertEquals(
        1,
        ChainWalk.of(sink.chain(0).links()).ranges().size(),
        "the former topic's ranges are set aside");
  }

  @Test
  void anotherRecordAtTheCommittedPlaceIsAnotherTopic() throws Exception {
    String id = sink.kafka.topicId;
    sink.kafka.recreateTopic();
    sink.kafka.topicId = id;
    for (int i = 0; i < 8; i++) sink.kafka.produce(0, "{\"at\":\"other-" + i + "\"}");
    String message = refusal();
    assertTrue(
        message.contains("the record at offset 4 is not the one that was committed"), message);
  }

  @Test
  void aTopicThatLostItsEndIsNoticed() throws Exception {
    String id = sink.kafka.topicId;
    sink.kafka.recreateTopic();
    sink.kafka.topicId = id;
    sink.kafka.produce(0, 2);
    assertTrue(refusal().contains("ends at offset 2"));
  }
}
