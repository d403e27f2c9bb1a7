package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import pipeline.connect.sink.TestClock;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/**
 * A sink into a new database, with a topic to read and a look at what it stored that shares no code
 * with it.
 */
final class TestTables {
  static final String CONNECTOR = "shop.base";

  final TestPostgres server = TestPostgres.get();
  final String database = server.newDatabase();
  final TestKafka kafka = new TestKafka();
  final TestClock clock = new TestClock();
  final Map<String, String> properties = new HashMap<>();

  TestTables() throws Exception {
    properties.put("name", CONNECTOR);
    properties.put("topics", TestKafka.TOPIC);
    properties.put("jdbc.url", server.url(database));
    properties.put("jdbc.user", TestPostgres.USER);
    properties.put("jdbc.password", TestPostgres.PASSWORD);
  }

  TestTables with(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /** A contract of these fields; undeclared ones are kept. */
  TestTables contract(String fields) {
    return with(
        "event." + TestKafka.TOPIC,
        "{\"fields\":{"
            + fields
            + "},\"name\":\"click\",\"timezone\":\"Europe/Paris\",\"unknown\":\"keep\"}");
  }

  TestWorker worker() {
    return new TestWorker(kafka, properties, clock, JdbcSinkTask::new);
  }

  /** Appends records whose values name their place: {"at":"PARTITION-OFFSET"}. */
  void produce(int partition, int count) {
    for (int i = 0; i < count; i++) {
      String at = partition + "-" + kafka.end(partition);
      kafka.produce(partition, at.getBytes(), "{\"at\":\"" + at + "\"}");
    }
  }

  /** One worker that stores all there is. */
  TestWorker storeAll(TestWorker worker) {
    worker.poll();
    clock.pass(Duration.ofSeconds(1));
    return worker.poll();
  }

  /** Rows of a query, each cell as text, cells joined by a bar. */
  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.connect(database);
        var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) cells.add(result.getString(i));
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  void run(String sql) throws SQLException {
    server.statement(database, sql);
  }

  /** Fails unless each record that the topic has is one row, and nothing else is. */
  void assertExactlyOnce(int... partitions) throws SQLException {
    TreeSet<String> expected = new TreeSet<>();
    for (int partition : partitions) {
      for (long offset : kafka.log(partition).keySet()) expected.add(partition + "-" + offset);
    }
    List<String> stored = rows("SELECT value->>'at' FROM clicks");
    assertEquals(expected, new TreeSet<>(stored), "what is stored");
    assertEquals(expected.size(), stored.size(), "how often it is stored");
    for (int partition : partitions) assertTiled(partition);
  }

  /** Fails unless the ranges of a partition lie side by side and count every record. */
  void assertTiled(int partition) throws SQLException {
    String place = " WHERE partition = " + partition;
    List<String> ranges =
        rows(
            "SELECT from_offset, to_offset FROM _pipeline_ranges"
                + place
                + " ORDER BY from_offset");
    long next = 0;
    for (String range : ranges) {
      String[] ends = range.split("\\|");
      assertEquals(next, Long.parseLong(ends[0]), "the ranges lie side by side");
      next = Long.parseLong(ends[1]);
    }
    assertEquals(
        List.of(Long.toString(next)), rows("SELECT next_offset FROM _pipeline_offsets" + place));
    assertEquals(
        List.of(Long.toString(kafka.log(partition).size())),
        rows("SELECT sum(rows + dead + tombstones) FROM _pipeline_ranges" + place));
  }
}
