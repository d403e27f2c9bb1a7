package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/** What columns a contract makes, and that each value arrives in them as it was. */
class ColumnsTest {
  private static final String ALL =
      "\"count\":{\"type\":\"integer\"},\"price\":{\"decimals\":2,\"type\":\"number\"},"
          + "\"ratio\":{\"type\":\"number\"},\"paid\":{\"type\":\"boolean\"},\"name\":{\"type\":\"string\"},"
          + "\"at\":{\"format\":\"date-time\",\"type\":\"string\"},"
          + "\"here\":{\"format\":\"local-date-time\",\"type\":\"string\"},"
          + "\"day\":{\"format\":\"date\",\"type\":\"string\"},"
          + "\"tags\":{\"items\":{\"type\":\"string\"},\"type\":\"array\"},"
          + "\"where\":{\"fields\":{\"x\":{\"type\":\"integer\"}},\"type\":\"object\"},"
          + "\"note\":{\"required\":false,\"type\":\"string\"}";

  private static final String VALUE =
      "{\"count\":%s,\"price\":%s,\"ratio\":%s,\"paid\":true,\"name\":\"caf\\u00e9 \\\"x\\\" 😀\","
          + "\"at\":\"2026-01-31T23:59:59.123456+02:00\",\"here\":\"2026-07-01T12:00:00\",\"day\":\"0001-02-03\","
          + "\"tags\":[\"a\", \"b\\\"\"],\"where\":{\"x\":1,\"y\":[2.50]},\"more\":{\"z\":null}}";

  @Test
  void everyTypeArrivesAsItWas() throws Exception {
    TestTables tables = new TestTables().contract(ALL);
    tables.kafka.produce(0, VALUE.formatted("9223372036854775807", "1234567890123456.78", "-0.0"));
    tables.kafka.produce(
        0, VALUE.formatted("-9223372036854775808", "-0.01", "1.7976931348623157e308"));
    tables.kafka.produce(0, VALUE.formatted("0", "10000.5", "5e-324"));
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(List.of(), worker.letters);
    tables.run("SET TIME ZONE 'UTC'");
    assertEquals(
        List.of(
            "9223372036854775807|1234567890123456.78|-0",
            "-9223372036854775808|-0.01|1.7976931348623157e+308",
            "0|10000.50|5e-324"),
        tables.rows("SELECT count, price, ratio FROM clicks ORDER BY _offset"));
    assertEquals(
        List.of(
            "t|café \"x\" 😀|2026-01-31 21:59:59.123456|2026-07-01 10:00:00|0001-02-03|[\"a\", \"b\\\"\"]"
                + "|{\"x\": 1, \"y\": [2.50]}|{\"more\": {\"z\": null}}|null"),
        tables.rows(
            "SELECT DISTINCT paid, name, at AT TIME ZONE 'UTC', here AT TIME ZONE 'UTC', day, tags, \"where\", _rest,"
                + " coalesce(note, 'null') FROM clicks"));
    assertEquals(
        List.of(
            "_partition|integer",
            "_offset|bigint",
            "count|bigint",
            "price|numeric",
            "ratio|double precision",
            "paid|boolean",
            "name|text",
            "at|timestamp with time zone",
            "here|timestamp with time zone",
            "day|date",
            "tags|jsonb",
            "where|jsonb",
            "note|text",
            "_rest|jsonb"),
        tables.rows(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'clicks'"
                + " ORDER BY ordinal_position"));
    worker.stop();
  }

  @Test
  void everyDecimalIsExact() throws Exception {
    StringBuilder fields = new StringBuilder();
    for (int scale = 0; scale <= 18; scale++)
      fields
          .append(scale == 0 ? "" : ",")
          .append("\"d%d\":{\"decimals\":%d,\"type\":\"number\"}".formatted(scale, scale));
    TestTables tables = new TestTables().contract(fields.toString());
    List<String> digits =
        List.of("999999999999999999", "1", "100000000000000000", "10000", "0", "123450000");
    for (String all : digits) {
      StringBuilder value = new StringBuilder("{");
      for (int scale = 0; scale <= 18; scale++)
        value.append(scale == 0 ? "" : ",").append("\"d" + scale + "\":-" + decimal(all, scale));
      tables.kafka.produce(0, value + "}");
    }
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(List.of(), worker.letters);
    for (int scale = 0; scale <= 18; scale++) {
      String sql = "SELECT -d" + scale + " FROM clicks ORDER BY _offset";
      int places = scale;
      assertEquals(digits.stream().map(all -> decimal(all, places)).toList(), tables.rows(sql));
    }
    worker.stop();
  }

  private static String decimal(String digits, int scale) {
    return new java.math.BigDecimal(new java.math.BigInteger(digits), scale).toPlainString();
  }

  @Test
  void withoutContractTheValueIsJson() throws Exception {
    TestTables tables = new TestTables();
    tables.kafka.produce(0, "k".getBytes(), "{\"a\": [1, 2.0]}");
    tables.kafka.produce(0, null, "no JSON");
    tables.kafka.produce(0, new byte[] {-1}, "{}");
    TestWorker worker = tables.storeAll(tables.worker().start(0));
    assertEquals(
        List.of("0|0|k|{\"a\": [1, 2.0]}"),
        tables.rows("SELECT _partition, _offset, key, value FROM clicks"));
    assertEquals(
        List.of(
            TestKafka.TOPIC + "|0|1|" + worker.letters.get(0).reason(),
            TestKafka.TOPIC + "|0|2|key: is no text (UTF-8)"),
        tables.rows("SELECT topic, partition, \"offset\", reason FROM _pipeline_dead ORDER BY 3"));
    worker.stop();
  }
}
