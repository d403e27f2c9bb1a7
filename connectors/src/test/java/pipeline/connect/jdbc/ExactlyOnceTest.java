package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/** Each record is one row, whatever happens between a worker, its rival and the database. */
class ExactlyOnceTest {
  private TestTables tables;

  @BeforeEach
  void tables() throws Exception {
    tables = new TestTables();
  }

  @Test
  void recordsOfSeveralPartitionsAndControlRecords() throws Exception {
    tables.produce(0, 250);
    tables.kafka.produceControl(0, 3);
    tables.produce(1, 10);
    TestWorker worker = tables.worker().start(0, 1);
    for (int i = 0; i < 4; i++) tables.storeAll(worker);
    tables.assertExactlyOnce(0, 1);
    assertEquals(Map.of(TestKafka.partition(0), 253L, TestKafka.partition(1), 10L), worker.flush());
    tables.produce(0, 5);
    tables.storeAll(worker);
    tables.assertExactlyOnce(0, 1);
    assertEquals(265, worker.status.snapshot().records());
    worker.stop();
  }

  @Test
  void theDatabaseKnowsThePositionWhateverTheGroupSays() throws Exception {
    tables.produce(0, 10);
    tables.storeAll(tables.worker().start(0)).stop();
    tables.produce(0, 10);
    for (long position : new long[] {0, 20}) {
      tables.kafka.groupPositions.put(TestKafka.partition(0), position);
      tables.storeAll(tables.worker().start(0)).stop();
      tables.assertExactlyOnce(0);
    }
  }

  @Test
  void aWriterThatWasReplacedWritesNothingMore() throws Exception {
    tables.produce(0, 10);
    TestWorker zombie = tables.storeAll(tables.worker().start(0));
    tables.produce(0, 10);
    zombie.poll();
    TestWorker heir = tables.storeAll(tables.worker().start(0));
    tables.assertExactlyOnce(0);
    tables.clock.pass(Duration.ofSeconds(1));
    zombie.poll();
    assertTrue(zombie.paused.contains(TestKafka.partition(0)), "the zombie has noticed");
    assertTrue(
        zombie.status.snapshot().waiting().reason().contains("another writer has taken over"),
        zombie.status.snapshot().waiting().reason());
    tables.assertExactlyOnce(0);
    zombie.stop();
    heir.stop();
  }

  @Test
  void aSleepingWritersTransactionDoesNotHoldItsHeirUp() throws Exception {
    tables.produce(0, 10);
    tables.storeAll(tables.worker().start(0)).stop();
    tables.produce(0, 10);
    try (var sleeper = tables.server.connect(tables.database, TestPostgres.USER);
        var statement = sleeper.createStatement()) {
      statement.execute("SET application_name = 'pipeline " + TestTables.CONNECTOR + "'");
      sleeper.setAutoCommit(false);
      statement.execute("SELECT * FROM _pipeline_offsets FOR UPDATE");
      tables.storeAll(tables.worker().start(0)).stop();
      tables.assertExactlyOnce(0);
      assertThrows(java.sql.SQLException.class, () -> statement.execute("SELECT 1"));
    }
  }

  @Test
  void aRangeCoversAtMostSoManyOffsets() throws Exception {
    tables.produce(0, 10);
    tables.kafka.produceControl(0, 100_000);
    tables.produce(0, 10);
    tables.kafka.produceControl(0, 100_000);
    TestWorker worker = tables.worker().start(0);
    worker.batchSize = 5;
    for (int i = 0; i < 6; i++) tables.storeAll(worker);
    tables.produce(0, 1);
    tables.storeAll(worker).stop();
    tables.assertExactlyOnce(0);
    assertTrue(tables.rows("SELECT 1 FROM _pipeline_ranges").size() > 1, "one range has it all");
  }

  @Test
  void whatTheTopicNoLongerHasStopsTheTask() throws Exception {
    tables.produce(0, 10);
    tables.storeAll(tables.worker().start(0)).stop();
    tables.produce(0, 10);
    tables.kafka.deleteBefore(0, 15);
    String overtaken =
        assertThrows(ConnectException.class, () -> tables.worker().start(0)).getMessage();
    assertTrue(overtaken.contains("offsets 10 to 14"), overtaken);
    assertTrue(
        overtaken.contains("offsets reset shop.base --topic clicks --partition 0 --to 15"),
        overtaken);
    tables.kafka.recreateTopic();
    tables.produce(0, 30);
    String replaced =
        assertThrows(ConnectException.class, () -> tables.worker().start(0)).getMessage();
    assertTrue(replaced.contains("deleted and created again"), replaced);
  }

  @Test
  void controlTablesThatDisagreeStopTheTask() throws Exception {
    tables.produce(0, 10);
    tables.storeAll(tables.worker().start(0)).stop();
    tables.run("UPDATE _pipeline_offsets SET next_offset = 5");
    String edited =
        assertThrows(ConnectException.class, () -> tables.worker().start(0)).getMessage();
    assertTrue(edited.contains("goes on at offset 5") && edited.contains("ends before 10"), edited);
    assertEquals(List.of("1"), tables.rows("SELECT generation FROM _pipeline_offsets"));
  }
}
