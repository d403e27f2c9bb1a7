package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.TestWorker;

/** What the database refuses is a dead letter; what it cannot do now is waited for. */
class TroubleTest {
  private static void assertWaitsFor(TestWorker worker, String part) {
    assertTrue(worker.status.snapshot().waiting() != null, "it says that it waits");
    String reason = worker.status.snapshot().waiting().reason();
    assertTrue(reason.contains(part), reason);
    assertFalse(reason.contains(TestPostgres.PASSWORD), reason);
  }

  private static void assertRecovers(TestTables tables, TestWorker worker) throws Exception {
    for (int i = 0; i < 4; i++) {
      tables.clock.pass(Duration.ofSeconds(40));
      worker.poll();
    }
    tables.assertExactlyOnce(0);
    assertNull(worker.status.snapshot().waiting());
    worker.stop();
  }

  @Test
  void valuesThatPostgresCannotHoldAreDeadLetters() throws Exception {
    TestTables tables =
        new TestTables()
            .contract(
                "\"name\":{\"type\":\"string\"},\"tags\":{\"items\":{\"type\":\"string\"},\"type\":\"array\"}");
    tables.kafka.produce(0, "{\"name\":\"a\",\"tags\":[]}");
    tables.kafka.produce(0, "{\"name\":\"a\\u0000b\",\"tags\":[]}");
    tables.kafka.produce(0, "{\"name\":\"a\",\"tags\":[\"\\\\u0000\"]}");
    tables.kafka.produce(0, "{\"name\":\"a\",\"tags\":[\"\\\\\\u0000\"]}");
    tables.kafka.produce(0, "{\"name\":\"a\",\"tags\":[],\"more\":{\"\\u0000\":1}}");
    tables.kafka.produce(0, "{\"name\":\"a\",\"tags\":[],\"more\":1e200000}");
    tables.kafka.produce(0, "{\"name\":\"b\",\"tags\":[]}");
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(
        List.of("0", "2", "6"), tables.rows("SELECT _offset FROM clicks ORDER BY _offset"));
    assertEquals(
        List.of("1", "3", "4", "5"),
        tables.rows("SELECT \"offset\" FROM _pipeline_dead ORDER BY 1"));
    assertEquals(List.of("3|4"), tables.rows("SELECT rows, dead FROM _pipeline_ranges"));
    assertTrue(
        worker.letters.get(0).reason().startsWith("name: holds the character NUL"),
        worker.letters.toString());
    tables.assertTiled(0);
    worker.stop();
  }

  @Test
  void aConstraintThatSomebodyAddedMakesDeadLetters() throws Exception {
    TestTables tables = new TestTables().contract("\"n\":{\"type\":\"integer\"}");
    tables.kafka.produce(0, "{\"n\":0}");
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    tables.run("ALTER TABLE clicks ADD CHECK (n % 7 <> 3)");
    for (int n = 1; n < 100; n++) tables.kafka.produce(0, "{\"n\":" + n + "}");
    tables.storeAll(worker);
    assertEquals(List.of("86"), tables.rows("SELECT count(*) FROM clicks"));
    assertEquals(14, worker.letters.size());
    assertTrue(
        worker.letters.get(0).reason().contains("check constraint"),
        worker.letters.get(0).reason());
    tables.assertTiled(0);
    worker.stop();
  }

  @Test
  void withoutDeadLetterTopicTheTaskFails() throws Exception {
    TestTables tables = new TestTables().contract("\"n\":{\"type\":\"integer\"}");
    tables.kafka.produce(0, "{\"n\":\"five\"}");
    TestWorker worker = tables.worker();
    worker.takesLetters = false;
    String failure =
        assertThrows(ConnectException.class, () -> worker.start(0).poll()).getMessage();
    assertTrue(failure.contains("clicks-0 offset 0") && failure.contains("n: "), failure);
    worker.stop();
  }

  @Test
  void sessionsThatAreCutAreMadeAgain() throws Exception {
    TestTables tables = new TestTables();
    tables.produce(0, 10);
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    tables.produce(0, 10);
    worker.poll();
    tables.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
            + TestPostgres.USER
            + "'");
    tables.clock.pass(Duration.ofSeconds(1));
    worker.poll();
    assertWaitsFor(worker, tables.database);
    assertRecovers(tables, worker);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNotRepeated() throws Exception {
    TestTables tables = new TestTables();
    tables.produce(0, 10);
    try (CuttingProxy proxy = new CuttingProxy(tables.server.port)) {
      String url = tables.properties.get("jdbc.url");
      String through = url.replace(":" + tables.server.port, ":" + proxy.port());
      // Else the driver names a statement that the server knows already, and the proxy sees no
      // COMMIT.
      tables.with("jdbc.url", through + "?prepareThreshold=0");
      TestWorker worker = tables.storeAll(tables.worker().start(0));
      tables.produce(0, 10);
      worker.poll();
      tables.clock.pass(Duration.ofSeconds(1));
      proxy.cutAfterNextCommit();
      worker.poll();
      assertTrue(worker.status.snapshot().waiting() != null, "the outcome is not known");
      tables.assertExactlyOnce(0);
      tables.produce(0, 10);
      assertRecovers(tables, worker);
    }
  }

  @Test
  void aDatabaseThatIsNotThereYetIsWaitedFor() throws Exception {
    TestTables tables = new TestTables();
    tables.produce(0, 10);
    String allow = "ALTER DATABASE " + tables.database + " ALLOW_CONNECTIONS ";
    tables.server.statement("postgres", allow + "false");
    TestWorker worker = tables.worker().start(0).poll();
    assertWaitsFor(worker, "not currently accepting connections");
    assertTrue(worker.flush().isEmpty(), "nothing is committed yet");
    tables.server.statement("postgres", allow + "true");
    assertRecovers(tables, worker);
  }

  @Test
  void aLockThatSomebodyHoldsIsWaitedFor() throws Exception {
    TestTables tables = new TestTables();
    String url = tables.properties.get("jdbc.url");
    tables.with("jdbc.url", url + "?options=-c%20lock_timeout=300ms");
    tables.produce(0, 10);
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    tables.produce(0, 10);
    worker.poll();
    try (var other = tables.server.connect(tables.database);
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE clicks");
      tables.clock.pass(Duration.ofSeconds(1));
      worker.poll();
      assertWaitsFor(worker, "another session holds a lock");
    }
    assertRecovers(tables, worker);
  }

  @Test
  void aTableThatLosesItsColumnStopsTheTask() throws Exception {
    TestTables tables = new TestTables();
    tables.produce(0, 10);
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    tables.run("ALTER TABLE clicks RENAME COLUMN value TO content");
    tables.produce(0, 10);
    tables.storeAll(worker);
    tables.clock.pass(Duration.ofSeconds(1));
    String refusal = assertThrows(ConnectException.class, worker::poll).getMessage();
    assertTrue(refusal.contains("has a column content"), refusal);
    worker.stop();
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotShown() throws Exception {
    TestTables tables = new TestTables();
    tables.with("jdbc.url", tables.properties.get("jdbc.url") + "?password=canary");
    String refusal =
        assertThrows(ConfigException.class, () -> tables.worker().start(0)).getMessage();
    assertFalse(refusal.contains("canary"), refusal);
  }
}
