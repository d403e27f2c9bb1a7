package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;

/** The task makes each record once, wherever it is stopped and started again. */
class TaskTest {
  /** A worker's memory of one source offset. */
  record Memory(Map<String, ?> offset) implements SourceTaskContext, OffsetStorageReader {
    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return (Map<String, Object>) offset;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      throw new UnsupportedOperationException();
    }
  }

  private static Sample finite(int count) {
    Sample sample =
        PurityTest.everything().with("count", String.valueOf(count)).with("rate", "1000000");
    return sample.with("start", "2026-01-01T12:00:00Z").with("pace", "1000");
  }

  private static List<SourceRecord> run(Sample sample, Map<String, ?> offset, int atLeast)
      throws InterruptedException {
    DatagenSourceTask task = new DatagenSourceTask();
    task.initialize(new Memory(offset));
    task.start(sample.properties());
    List<SourceRecord> records = new ArrayList<>();
    while (records.size() < atLeast) records.addAll(task.poll());
    task.stop();
    assertEquals(List.of(), task.poll(), "nothing after stop");
    return records;
  }

  private static List<String> lines(List<SourceRecord> records) {
    return records.stream()
        .map(
            record ->
                record.topic()
                    + "\t"
                    + Sample.text((byte[]) record.key())
                    + "\t"
                    + Sample.text((byte[]) record.value()))
        .toList();
  }

  @Test
  void aTaskThatGoesOnFromAnyOffsetMakesTheRest() throws InterruptedException {
    Sample sample = finite(9_000);
    List<SourceRecord> whole = run(sample, null, 9_000);
    assertEquals(sample.lines(0, 9_000), lines(whole));
    for (int cut : new int[] {1, 3_999, 4_000, 8_999}) {
      Map<String, ?> offset = new HashMap<>(whole.get(cut - 1).sourceOffset());
      assertEquals(lines(whole).subList(cut, 9_000), lines(run(sample, offset, 9_000 - cut)));
    }
  }

  @Test
  void aFinishedSourceStaysAndMakesNothingUntilItsCountIsRaised() throws InterruptedException {
    List<SourceRecord> whole = run(finite(100), null, 100);
    Map<String, ?> last = whole.get(99).sourceOffset();
    assertEquals(true, last.get("finished"));
    assertEquals(List.of(), run(finite(100), last, 0));
    DatagenSourceTask task = new DatagenSourceTask();
    task.initialize(new Memory(last));
    task.start(finite(100).properties());
    assertEquals(List.of(), task.poll(), "an empty list, so that the worker ends its transaction");
    task.stop();
    assertEquals(finite(150).lines(100, 150), lines(run(finite(150), last, 50)));
  }

  @Test
  void recordsCarryNoTimestampUnlessTheEventsTimeIsWished() throws InterruptedException {
    assertEquals(null, run(finite(5), null, 5).get(4).timestamp());
    assertEquals(
        1_767_268_800_004L,
        run(finite(5).with("record.time", "event"), null, 5).get(4).timestamp());
  }

  @Test
  void nothingIsMadeBeforeItIsDue() throws InterruptedException {
    Sample slow = PurityTest.everything().with("rate", "0.001");
    DatagenSourceTask task = new DatagenSourceTask();
    task.initialize(new Memory(null));
    task.start(slow.properties());
    List<SourceRecord> records = new ArrayList<>();
    for (int poll = 0; poll < 3; poll++) records.addAll(task.poll());
    task.stop();
    assertTrue(records.size() == 1, "record 0 is due at once, record 1 in a quarter of an hour");
  }
}
