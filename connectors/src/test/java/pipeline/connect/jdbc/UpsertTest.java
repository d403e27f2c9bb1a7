package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.TestWorker;

/** With a key, a table has the latest record of each; a tombstone deletes it. */
class UpsertTest {
  private static final String FIELDS =
      "\"user\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}";

  private static TestTables tables(String key) throws Exception {
    return new TestTables().contract(FIELDS).with("jdbc.mode", "upsert").with("jdbc.key", key);
  }

  private static void produce(TestTables tables, String user, Integer n) {
    String value = n == null ? null : "{\"user\":\"" + user + "\",\"n\":" + n + "}";
    tables.kafka.produce(0, user.getBytes(), value);
  }

  @Test
  void theLatestOfEachKeyIsThere() throws Exception {
    TestTables tables = tables("user");
    Random random = new Random(42);
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      String user = "user" + random.nextInt(40);
      boolean tombstone = random.nextInt(5) == 0;
      long offset = tables.kafka.end(0);
      produce(tables, user, tombstone ? null : i);
      if (tombstone) expected.remove(user);
      else expected.put(user, user + "|" + i + "|0|" + offset);
    }
    TestWorker worker = tables.worker().start(0);
    worker.batchSize = 70;
    for (int i = 0; i < 10; i++) tables.storeAll(worker);
    String rows = "SELECT \"user\", n, _partition, _offset FROM clicks";
    assertEquals(new TreeSet<>(expected.values()), new TreeSet<>(tables.rows(rows)));
    tables.assertTiled(0);
    worker.stop();
    tables.run("UPDATE _pipeline_offsets SET next_offset = 0");
    tables.run("DELETE FROM _pipeline_ranges");
    TestWorker again = tables.worker().start(0);
    for (int i = 0; i < 10; i++) tables.storeAll(again);
    assertEquals(
        new TreeSet<>(expected.values()), new TreeSet<>(tables.rows(rows)), "written again");
    again.stop();
  }

  /** Schema 8 is a JSON Schema of the registry; its values are JSON behind a header. */
  @Test
  void tombstonesWhoseKeysNameASchemaDeleteRowsToo() throws Exception {
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().endsWith("/ids/8");
          byte[] answer =
              (known ? "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}" : "{\"error_code\":40403}")
                  .getBytes();
          exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
    String contract =
        "{\"fields\":{" + FIELDS + "},\"name\":\"c\",\"encoding\":{\"format\":\"json-schema\"}}";
    TestTables tables =
        tables("user")
            .with("event.clicks", contract)
            .with("registry.url", "http://127.0.0.1:" + registry.getAddress().getPort());
    String header = "\0\0\0\0\b";
    for (String user : List.of("ann", "bob", "eve", "joe"))
      tables.kafka.produce(
          0, (header + user).getBytes(), header + "{\"user\":\"" + user + "\",\"n\":1}");
    tables.kafka.produce(0, (header + "\"ann\"").getBytes(), null);
    tables.kafka.produce(0, (header + "{\"user\":\"bob\"}").getBytes(), null);
    tables.kafka.produce(0, "eve".getBytes(), null);
    tables.kafka.produce(0, "\0\0\0\0\7\"joe\"".getBytes(), null);
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    registry.stop(0);
    assertEquals(List.of("joe"), tables.rows("SELECT \"user\" FROM clicks"));
    assertEquals(List.of(7L), worker.letters.stream().map(TestWorker.Letter::offset).toList());
    worker.stop();
  }

  @Test
  void rowsAreWrittenInTheOrderOfTheirKeys() throws Exception {
    TestTables tables = tables("user, n");
    for (int i = 0; i < 200; i++) produce(tables, "é".repeat(i * 7 % 3) + i * 37 % 50, i * 29 % 50);
    tables.storeAll(tables.worker().start(0)).stop();
    String keys = "SELECT \"user\", n FROM clicks ORDER BY ";
    assertEquals(tables.rows(keys + "\"user\" COLLATE \"C\", n"), tables.rows(keys + "ctid"));
    assertEquals(List.of("150"), tables.rows("SELECT count(*) FROM clicks"));
  }

  @Test
  void keysThatComeAgainAmongNewOnesReplaceTheirRows() throws Exception {
    TestTables tables = tables("user");
    TestWorker worker = tables.worker().start(0);
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 10; i++) produce(tables, "user" + (round % 2 * 5 + i + round), round);
      if (round % 7 == 0) produce(tables, "user" + round, null);
      tables.storeAll(worker);
    }
    worker.stop();
    Map<String, String> expected = new HashMap<>();
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 10; i++) expected.put("user" + (round % 2 * 5 + i + round), "" + round);
      if (round % 7 == 0) expected.remove("user" + round);
    }
    TreeSet<String> rows = new TreeSet<>();
    expected.forEach((user, round) -> rows.add(user + "|" + round));
    assertEquals(rows, new TreeSet<>(tables.rows("SELECT \"user\", n FROM clicks")));
    tables.assertTiled(0);
  }

  @Test
  void aTombstonesKeyIsAnObjectOrTheOneValue() throws Exception {
    TestTables tables = tables("n, user");
    for (int n = 0; n < 4; n++) produce(tables, "u", n);
    tables.kafka.produce(0, "{\"user\":\"u\",\"n\":1,\"more\":0}".getBytes(), null);
    tables.kafka.produce(0, "u".getBytes(), null);
    tables.kafka.produce(0, null, null);
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(List.of("0", "2", "3"), tables.rows("SELECT n FROM clicks ORDER BY n"));
    assertEquals(List.of(5L, 6L), worker.letters.stream().map(TestWorker.Letter::offset).toList());
    worker.stop();
    TestTables numbers = tables("n");
    produce(numbers, "u", 7);
    numbers.kafka.produce(0, "7".getBytes(), null);
    numbers.storeAll(numbers.worker().start(0)).stop();
    assertEquals(List.of(), numbers.rows("SELECT n FROM clicks"));
  }

  @Test
  void keysThatCannotBeAreRefusedBeforeTheStart() throws Exception {
    for (String key : List.of("", "nobody", "n,n")) {
      TestTables tables = tables(key);
      assertThrows(ConfigException.class, () -> tables.worker().start(0), key);
    }
    TestTables byType = tables("n").with("jdbc.layout", "by-type");
    String refusal =
        assertThrows(ConfigException.class, () -> byType.worker().start(0)).getMessage();
    assertTrue(refusal.contains("names no type"), refusal);
  }
}
