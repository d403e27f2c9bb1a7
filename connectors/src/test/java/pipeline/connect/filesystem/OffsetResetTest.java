package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.ChainWalk;
import pipeline.connect.filesystem.chain.DataLoss;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

class OffsetResetTest {
  @TempDir Path root;
  private TestSink sink;

  /** Three commits: [0, 4), [4, 8), [8, 12); the sink is stopped. */
  @BeforeEach
  void sink() {
    sink = new TestSink(root).with("roll.records", "4");
    sink.kafka.produce(0, 12);
    TestWorker worker = sink.worker().start(0).poll();
    worker.stop();
  }

  private void reset(Map<TopicPartition, Long> offsets) {
    assertTrue(new FilesystemSinkConnector().alterOffsets(sink.properties, offsets));
  }

  private static Map<TopicPartition, Long> to(Long offset) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    offsets.put(TestKafka.partition(0), offset);
    return offsets;
  }

  private TestWorker resume() {
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    return worker.poll();
  }

  @Test
  void anEmptyMapReplaysEverythingOfThisConnector() throws Exception {
    reset(Map.of());
    resume();
    sink.assertExactlyOnce(0);
    assertEquals(0, ChainWalk.of(sink.chain(0).links()).ranges().get(0).from());
  }

  @Test
  void aNullOffsetReplaysThePartition() throws Exception {
    reset(to(null));
    assertEquals(0, sink.worker().start(0).position(0));
    resume();
    sink.assertExactlyOnce(0);
  }

  @Test
  void anOffsetInsideACommitReplaysThatCommitWhole() throws Exception {
    reset(to(6L));
    List<String> kept = List.of("clicks/clicks+0+00000000000000000000+000000000002.json");
    TestWorker worker = sink.worker().start(0);
    assertEquals(kept, sink.files(), "the files that come again are gone before new ones come");
    assertEquals(4, worker.position(0));
    worker.poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void aResetTakenBackCountsForNothing() throws Exception {
    reset(to(0L));
    reset(to(12L));
    resume();
    sink.assertExactlyOnce(0);
    assertEquals(3, ChainWalk.of(sink.chain(0).links()).ranges().size());
  }

  @Test
  void aLaterOffsetSkipsAndSaysSo() throws Exception {
    sink.kafka.produce(0, 6);
    reset(to(15L));
    resume();
    assertEquals(15, sink.stored().size());
    assertTrue(sink.stored().contains("0-15"));
    Link reset = sink.chain(0).links().get(4);
    assertEquals(List.of(new Link.Lost(12, 15, "skipped by an offset reset")), reset.lost());
  }

  @Test
  void recordsThatTheTopicNoLongerHasAreNotThrownAway() throws Exception {
    sink.kafka.deleteBefore(0, 6);
    reset(Map.of());
    String message = assertThrows(DataLoss.class, () -> sink.worker().start(0)).getMessage();
    assertTrue(message.contains("--to 8"), message);
    assertEquals(12, sink.stored().size());

    reset(to(8L));
    resume();
    assertEquals(12, sink.stored().size());
  }

  @Test
  void aFencedWriterThatStillRunsCannotUndoTheReset() throws Exception {
    TestWorker zombie = sink.worker().start(0);
    sink.kafka.produce(0, 2);
    zombie.poll();
    reset(Map.of());
    sink.clock.pass(Duration.ofSeconds(10));
    zombie.poll();
    assertEquals(12, sink.stored().size(), "it committed nothing");
    resume();
    sink.assertExactlyOnce(0);
  }
}
