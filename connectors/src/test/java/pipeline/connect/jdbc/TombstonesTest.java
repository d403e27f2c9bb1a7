package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.TestWorker;

/** In append, a record without value makes no row; every offset is accounted for all the same. */
class TombstonesTest {
  private static TestTables tables() throws Exception {
    TestTables tables = new TestTables().contract("\"n\":{\"required\":true,\"type\":\"integer\"}");
    tables.kafka.produce(0, "{\"n\":1}");
    tables.kafka.produce(0, "k".getBytes(), null);
    tables.kafka.produce(0, "{\"n\":2}");
    return tables;
  }

  @Test
  void countedOnesAreInTheRangeAlsoOfTablesOfAnOlderVersion() throws Exception {
    TestTables tables = tables();
    tables.storeAll(tables.worker().start(0)).stop();
    tables.run("UPDATE _pipeline_ranges SET tombstones = NULL, rows = 3");
    tables.run("ALTER TABLE _pipeline_ranges DROP COLUMN tombstones");
    tables.kafka.produce(0, "k".getBytes(), null);
    tables.kafka.produce(0, "{\"n\":3}");
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    worker.stop();
    assertEquals(0, worker.letters.size());
    assertEquals(
        List.of("4|0|1"), tables.rows("SELECT rows, dead, tombstones FROM _pipeline_ranges"));
    assertEquals(List.of("1", "2", "3"), tables.rows("SELECT n FROM clicks ORDER BY n"));
    tables.assertTiled(0);
  }

  @Test
  void rejectedOnesAreDeadLetters() throws Exception {
    TestTables tables = tables().with("tombstones", "reject");
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    worker.stop();
    assertEquals(List.of(1L), worker.letters.stream().map(TestWorker.Letter::offset).toList());
    tables.assertTiled(0);
  }

  @Test
  void keepIsRefusedAndUpsertDeletesAnyway() throws Exception {
    TestTables kept = tables().with("tombstones", "keep");
    assertThrows(ConfigException.class, () -> kept.worker().start(0));
    TestTables upsert =
        tables().with("jdbc.mode", "upsert").with("jdbc.key", "n").with("tombstones", "reject");
    String refusal =
        assertThrows(ConfigException.class, () -> upsert.worker().start(0)).getMessage();
    assertTrue(refusal.contains("deletes its row"), refusal);
  }
}
