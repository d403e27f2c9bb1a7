package pipeline.connect.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables grow by optional columns; whatever else differs stops the task. */
class GrowthTest {
  private static final String A = "\"a\":{\"type\":\"integer\"}";
  private static final String B = "\"b\":{\"required\":false,\"type\":\"string\"}";

  private TestTables tables;

  @BeforeEach
  void tables() throws Exception {
    tables = new TestTables().contract(A);
    tables.kafka.produce(0, "{\"a\":1}");
    tables.storeAll(tables.worker().start(0)).stop();
    tables.kafka.produce(0, "{\"a\":2,\"b\":\"x\"}");
  }

  private void assertRefused(String... parts) {
    String refusal =
        assertThrows(ConnectException.class, () -> tables.worker().start(0)).getMessage();
    for (String part : parts) assertTrue(refusal.contains(part), refusal);
  }

  @Test
  void anOptionalFieldIsANewColumn() throws Exception {
    tables.contract(A + "," + B);
    tables.storeAll(tables.worker().start(0)).stop();
    assertEquals(
        List.of("1|null", "2|x"),
        tables.rows("SELECT a, coalesce(b, 'null') FROM clicks ORDER BY _offset"));
    assertEquals(
        2,
        tables.rows("SELECT DISTINCT contract FROM _pipeline_ranges").size(),
        "a range for each contract");
  }

  @Test
  void aRequiredFieldIsNone() {
    tables.contract(A + ",\"b\":{\"type\":\"string\"}");
    assertRefused("Table public.clicks has no column b", "requires it", "offsets reset shop.base");
  }

  @Test
  void anotherTypeIsRefusedWithBothSides() {
    tables.contract("\"a\":{\"decimals\":2,\"type\":\"number\"}");
    assertRefused("has a bigint", "the contract of topic clicks makes it numeric(18,2)");
  }

  @Test
  void aFieldThatIsGoneIsRefused() {
    tables.contract(B);
    assertRefused("has a column a bigint", "has no such field");
  }

  @Test
  void aTableOfSomebodyElseIsLeftAlone() throws Exception {
    tables.run("CREATE TABLE theirs (id int)");
    tables.with("jdbc.table", "theirs");
    assertRefused("Table public.theirs is there already");
    tables.with("jdbc.table", "{topic}").with("name", "shop.other");
    assertRefused("belongs to the sink shop.base");
  }

  @Test
  void aTableThatIsGoneIsMissed() throws Exception {
    tables.run("DROP TABLE clicks");
    assertRefused("is gone from the database");
  }

  @Test
  void namesAreQuotedAndNeverCut() throws Exception {
    tables =
        new TestTables()
            .contract("\"select \\\"x\\\"\":{\"type\":\"integer\"}")
            .with("jdbc.table", "My.{topic}-é");
    tables.run("CREATE SCHEMA \"My\" AUTHORIZATION " + TestPostgres.USER);
    tables.kafka.produce(0, "{\"select \\\"x\\\"\":1}");
    tables.storeAll(tables.worker().start(0)).stop();
    assertEquals(
        List.of("0|0|1|null"),
        tables.rows(
            "SELECT _partition, _offset, \"select \"\"x\"\"\", coalesce(_rest, 'null') FROM \"My\".\"clicks-é\""));
    assertEquals(List.of("1"), tables.rows("SELECT next_offset FROM \"My\"._pipeline_offsets"));
    tables.contract("\"" + "é".repeat(32) + "\":{\"type\":\"integer\"}");
    String refusal =
        assertThrows(ConfigException.class, () -> tables.worker().start(0)).getMessage();
    assertTrue(refusal.contains("longer than 63 bytes"), refusal);
    tables.contract("\"ctid\":{\"type\":\"integer\"}");
    assertThrows(ConfigException.class, () -> tables.worker().start(0));
  }

  @Test
  void typesOfAUnionHaveOneTableOrTheirOwn() throws Exception {
    String union =
        "{\"aliases\":{\"buy\":\"sale\"},\"by\":\"kind\",\"fields\":{\"kind\":{\"type\":\"string\"}},\"name\":\"c\","
            + "\"types\":{\"sale\":{\"price\":{\"type\":\"integer\"}},\"view\":{\"page\":{\"type\":\"string\"}}}}";
    for (String layout : List.of("one", "by-type")) {
      tables = new TestTables().with("event.clicks", union).with("jdbc.layout", layout);
      if (layout.equals("by-type")) tables.with("jdbc.table", "{topic}_{type}");
      tables.kafka.produce(0, "{\"kind\":\"buy\",\"price\":7}");
      tables.kafka.produce(0, "{\"kind\":\"view\",\"page\":\"p\"}");
      tables.storeAll(tables.worker().start(0)).stop();
      String sql =
          layout.equals("one")
              ? "SELECT kind, price, page FROM clicks"
              : "SELECT kind, price, NULL FROM clicks_sale UNION SELECT kind, NULL, page FROM clicks_view";
      assertEquals(List.of("sale|7|null", "view|null|p"), tables.rows(sql + " ORDER BY 1"));
    }
  }
}
