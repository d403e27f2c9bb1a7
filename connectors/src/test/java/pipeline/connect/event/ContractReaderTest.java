package pipeline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a row answers after reading; the rules themselves are tested by the shared vectors. */
class ContractReaderTest {
  private static final EventContract SHOP =
      EventContract.parse(
          """
      {"name":"evenement","by":"event_type","timezone":"Europe/Paris","unknown":"keep",
       "fields":{"timestamp":{"type":"string","format":"local-date-time"},
                 "user_id":{"type":"string","pattern":"^user[0-9]+$"},
                 "event_type":{"type":"string"}},
       "types":{"achat":{"product":{"type":"string"},"price":{"type":"number","decimals":2,"minimum":0}},
                "panier":{"products":{"type":"array","items":{"type":"string"}}},
                "deconnexion":{}},
       "aliases":{"déconnexion":"deconnexion"}}""");

  private final EventReader reader = EventReader.of(SHOP);
  private final Row row = reader.newRow();

  private Row read(String value) throws ContractViolation {
    reader.read(value.getBytes(StandardCharsets.UTF_8), row);
    return row;
  }

  @Test
  void namesTheTypeAndTheFieldsAsText() throws ContractViolation {
    read(
        "{\"price\":899.9,\"timestamp\":\"2025-12-17T11:46:33.486910\",\"user_id\":\"user1\","
            + "\"event_type\":\"achat\",\"product\":\"lap\\u0074op\"}");
    assertEquals("achat", row.type());
    assertEquals("laptop", row.text("product"));
    assertEquals("899.90", row.text("price"));
    assertEquals(1765968393486910L, row.micros("timestamp"));
  }

  @Test
  void storesAnAliasUnderItsTypesName() throws ContractViolation {
    read(
        "{\"event_type\": \"déconnexion\", \"timestamp\":\"2025-12-17T11:46:33\",\"user_id\":\"user1\"}");
    assertEquals("deconnexion", row.type());
    assertEquals("deconnexion", row.text("event_type"));
    assertEquals(
        "{\"event_type\": \"deconnexion\", \"timestamp\":\"2025-12-17T11:46:33\",\"user_id\":\"user1\"}",
        new String(row.bytes(), row.offset(), row.length(), StandardCharsets.UTF_8));
  }

  @Test
  void aRowIsReusedWithoutTracesOfTheLastValue() throws ContractViolation {
    read(
        "{\"event_type\":\"achat\",\"timestamp\":\"2025-12-17T11:46:33\",\"user_id\":\"user1\",\"product\":\"a\",\"price\":1}");
    assertThrows(ContractViolation.class, () -> read("{\"event_type\":\"achat\""));
    read(
        "{\"event_type\":\"panier\",\"timestamp\":\"2025-12-17T11:46:33\",\"user_id\":\"user1\",\"products\":[\"b\"]}");
    assertEquals(null, row.text("product"));
    read(
        "{\"event_type\":\"deconnexion\",\"timestamp\":\"2025-12-17T11:46:33\",\"user_id\":\"user1\"}");
    assertEquals(null, row.text("price"));
  }

  @Test
  void anyBytesPassWithoutContract() throws ContractViolation {
    EventReader any = EventReader.of(null);
    Row bytes = any.newRow();
    any.read(new byte[] {1, 2, 3}, bytes);
    assertEquals(3, bytes.length());
    assertEquals(null, bytes.text("user_id"));
    assertThrows(ContractViolation.class, () -> any.read(null, bytes));
  }
}
