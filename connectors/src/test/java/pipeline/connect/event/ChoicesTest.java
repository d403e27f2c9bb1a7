package pipeline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A reader reads many values: what one of them holds says nothing of the next. */
class ChoicesTest {
  private final EventReader reader =
      EventReader.of(
          EventContract.parse(
              "{\"fields\":{\"v\":{\"enum\":[\"a\",\"b\"],\"required\":true,\"type\":\"string\"}},"
                  + "\"name\":\"thing\",\"unknown\":\"keep\"}"));
  private final Row row = reader.newRow();

  private void read(String value) throws ContractViolation {
    reader.read(("{\"v\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8), row);
  }

  @Test
  void aGoodValueAfterABadOneIsRead() throws ContractViolation {
    read("b");
    for (int i = 0; i < 2; i++) {
      String reason = assertThrows(ContractViolation.class, () -> read("x")).getMessage();
      assertEquals("v: \"x\" is none of a, b", reason);
    }
    read("a");
    assertEquals("a", row.text("v"));
  }
}
