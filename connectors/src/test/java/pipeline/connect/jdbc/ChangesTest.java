package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/**
 * Debezium's change events in an upsert table: it holds the rows of the source table as they are
 * now.
 */
class ChangesTest {
  private static final String ROW =
      "{\"id\":{\"required\":%s,\"type\":\"integer\"},\"name\":{\"required\":false,\"type\":\"string\"}}";
  private static final String SOURCE =
      "{\"version\":\"3.3.0.Final\",\"connector\":\"postgresql\",\"name\":\"shop\",\"ts_ms\":1559033904863,"
          + "\"snapshot\":\"false\",\"db\":\"postgres\",\"schema\":\"public\",\"table\":\"customers\",\"lsn\":24023128}";

  private final boolean[] enveloped = {false};

  private TestTables tables() throws Exception {
    String change =
        "{\"before\":{\"fields\":"
            + ROW.formatted(false)
            + ",\"required\":false,\"type\":\"object\"},\"after\":{\"fields\":"
            + ROW.formatted(true)
            + ",\"required\":false,\"type\":\"object\"},"
            + "\"op\":{\"enum\":[\"c\",\"u\",\"d\",\"r\",\"t\",\"m\"],\"required\":true,\"type\":\"string\"}}";
    String fields =
        enveloped[0]
            ? "{\"payload\":{\"fields\":" + change + ",\"required\":true,\"type\":\"object\"}}"
            : change;
    return new TestTables()
        .with(
            "event." + TestKafka.TOPIC,
            "{\"change\":\"debezium\",\"fields\":"
                + fields
                + ",\"name\":\"customerChange\",\"unknown\":\"keep\"}")
        .with("jdbc.mode", "upsert")
        .with("jdbc.key", "id");
  }

  private void change(TestTables tables, int id, String op, String before, String after) {
    String value =
        "{\"before\":%s,\"after\":%s,\"source\":%s,\"op\":\"%s\",\"ts_ms\":1559033904863}"
            .formatted(before, after, SOURCE, op);
    tables.kafka.produce(0, key(id), enveloped[0] ? enveloped(value) : value);
  }

  private byte[] key(int id) {
    String key = "{\"id\":" + id + "}";
    return (enveloped[0] ? enveloped(key) : key).getBytes();
  }

  private static String enveloped(String payload) {
    return "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":" + payload + "}";
  }

  private static String row(int id, String name) {
    return "{\"id\":" + id + ",\"name\":\"" + name + "\"}";
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theTableHoldsTheRowsAsTheyAreNow(boolean inEnvelope) throws Exception {
    enveloped[0] = inEnvelope;
    TestTables tables = tables();
    change(tables, 1, "r", "null", row(1, "Anne"));
    change(tables, 2, "c", "null", row(2, "Bob"));
    change(tables, 3, "c", "null", row(3, "Cid"));
    change(tables, 1, "u", "{\"id\":1}", row(1, "Anne Marie"));
    change(tables, 2, "d", "{\"id\":2}", "null");
    tables.kafka.produce(0, key(2), null);
    change(tables, 3, "d", row(3, "Cid"), "null");
    tables.kafka.produce(0, key(3), null);
    change(tables, 3, "c", "null", row(3, "Cid again"));
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(
        List.of("1|Anne Marie|3", "3|Cid again|8"),
        tables.rows("SELECT id, name, _offset FROM clicks ORDER BY id"));
    assertEquals(List.of(), worker.letters);
    tables.assertTiled(0);
    worker.stop();
  }

  @Test
  void whatChangesNoRowIsADeadLetterThatSaysWhatToDo() throws Exception {
    TestTables tables = tables();
    change(tables, 1, "c", "null", row(1, "Anne"));
    change(tables, 1, "u", "null", "null");
    change(tables, 1, "d", "null", "null");
    change(tables, 1, "d", "{\"name\":\"Anne\"}", "null");
    change(tables, 1, "t", "null", "null");
    change(tables, 1, "m", "null", "null");
    change(tables, 1, "u", "null", row(1, "__debezium_unavailable_value"));
    change(tables, 1, "u", "null", "{\"id\":\"one\"}");
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(List.of("1|Anne"), tables.rows("SELECT id, name FROM clicks"));
    Map<Long, String> reasons =
        worker.letters.stream()
            .collect(Collectors.toMap(TestWorker.Letter::offset, TestWorker.Letter::reason));
    assertEquals("after: missing, and op is u", reasons.get(1L));
    assertEquals("before: missing, so nothing says which row is gone", reasons.get(2L));
    assertEquals("before.id: required, but missing", reasons.get(3L));
    assertEquals(true, reasons.get(4L).contains("skipped.operations=t"));
    assertEquals("op: m: is no change of a row", reasons.get(5L));
    assertEquals(true, reasons.get(6L).contains("REPLICA IDENTITY FULL"));
    assertEquals("after.id: expected an integer, found text \"one\"", reasons.get(7L));
    tables.assertTiled(0);
    worker.stop();
  }
}
