package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/** Resets of the offsets, as Connect asks for them while the connector is stopped. */
class ResetTest {
  private TestTables tables;

  @BeforeEach
  void tables() throws Exception {
    tables = new TestTables();
    tables.produce(0, 10);
    tables.storeAll(tables.worker().start(0)).stop();
  }

  private void reset(Long offset) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    offsets.put(TestKafka.partition(0), offset);
    assertTrue(new JdbcSinkConnector().alterOffsets(tables.properties, offsets));
  }

  @Test
  void aReplayBeginsWhereARangeDoesAndStoresNothingTwice() throws Exception {
    tables.kafka.produceControl(0, 100_000);
    TestWorker first = tables.storeAll(tables.worker().start(0));
    tables.produce(0, 10);
    tables.storeAll(first).stop();
    reset(100_015L);
    assertEquals(List.of("100010"), tables.rows("SELECT next_offset FROM _pipeline_offsets"));
    assertEquals(
        List.of("20"), tables.rows("SELECT count(*) FROM clicks"), "rows go when they come again");
    tables.storeAll(tables.worker().start(0)).stop();
    tables.assertExactlyOnce(0);
    assertTrue(new JdbcSinkConnector().alterOffsets(tables.properties, Map.of()));
    tables.storeAll(tables.worker().start(0)).stop();
    tables.assertExactlyOnce(0);
  }

  @Test
  void anotherTopicOfTheSameNameIsStoredFromItsStart() throws Exception {
    tables.kafka.recreateTopic();
    tables.produce(0, 7);
    assertThrows(ConnectException.class, () -> tables.worker().start(0));
    reset(null);
    String refusal =
        assertThrows(
                ConnectException.class,
                () -> {
                  tables.kafka.deleteBefore(0, 3);
                  tables.worker().start(0);
                })
            .getMessage();
    assertTrue(refusal.contains("would delete rows") && refusal.contains("--to 3"), refusal);
    tables.kafka.recreateTopic();
    tables.produce(0, 7);
    tables.storeAll(tables.worker().start(0)).stop();
    tables.assertExactlyOnce(0);
  }

  @Test
  void aStepForwardIsWrittenDownAsLost() throws Exception {
    tables.produce(0, 10);
    tables.kafka.deleteBefore(0, 15);
    assertThrows(ConnectException.class, () -> tables.worker().start(0));
    reset(15L);
    tables.storeAll(tables.worker().start(0)).stop();
    assertEquals(
        List.of("0|10|10|null", "10|15|0|skipped by an offsets reset", "15|20|5|null"),
        tables.rows(
            "SELECT from_offset, to_offset, rows, coalesce(lost, 'null') FROM _pipeline_ranges ORDER BY 1"));
  }

  @Test
  void aTableThatWasDroppedIsMadeAnew() throws Exception {
    tables.run("DROP TABLE clicks");
    assertThrows(ConnectException.class, () -> tables.worker().start(0));
    reset(null);
    tables.storeAll(tables.worker().start(0)).stop();
    tables.assertExactlyOnce(0);
  }
}
