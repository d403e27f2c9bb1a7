package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
  private static Items.Page of(String items, String body) throws BadAnswer {
    return new Items(items == null ? null : Json.pointerOrWhole(items))
        .of(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aListIsTheAnswerAMemberOrDeeper() throws Exception {
    assertEquals("[1, 2]", of("/", "[1,2]").items().toString());
    assertEquals("[1]", of("results", "{\"results\":[1]}").items().toString());
    assertEquals("[1]", of("/a/0/b", "{\"a\":[{\"b\":[1]}]}").items().toString());
    assertEquals(0, of("/", "[]").count());
  }

  @Test
  void linesAreItems() throws Exception {
    Items.Page page = of(null, "{\"a\":1}\r\n\n{\"a\":2}\nnonsense\n{\"a\":\"é\"}");
    assertEquals("[{\"a\":1}, {\"a\":2}, {\"a\":\"é\"}]", page.items().toString());
    assertEquals(1, page.wrong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|{}|the answer is no list, but an object",
        "/data/x|{\"errors\":[]}|the answer has no list at /data/x, but empty and has `errors`",
        "results|{\"results\":null}|the answer has no list at /results, but null",
      })
  void whatHasNoListIsTold(String items, String body, String message) {
    assertEquals(message, assertThrows(BadAnswer.class, () -> of(items, body)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<https://a/2>; rel=\"next\"|https://a/2",
        "<https://a/1>; rel=first, <https://a/2?x=1,2>; title=\"a, b\"; rel=next|https://a/2?x=1,2",
        "</p?page=2>; rel=\"prev next\"|/p?page=2",
        "<https://a/2>; rel=\"nextish\"|",
        "<https://a/2>; title=\"rel=next\"|",
        "nonsense|",
      })
  void linksAreReadAsTheyAreWritten(String header, String next) {
    assertEquals(next, Link.next(HttpHeaders.of(Map.of("Link", List.of(header)), (a, b) -> true)));
  }

  @Test
  void aBodyTakesTheValuesOfFieldsAndLeavesOutWhatLacks() throws Exception {
    JsonNode body =
        Json.MAPPER.readTree(
            "{\"query\":\"{ items(after: $after) {id} }\",\"variables\":{\"after\":\"{cursor}\",\"n\":\"{n}\",\"q\":\"since {n} x\",\"none\":\"{none}\"},\"list\":[\"{none}\",\"{n}\"]}");
    assertEquals(
        "{\"query\":\"{ items(after: $after) {id} }\",\"variables\":{\"after\":\"c\",\"n\":5,\"q\":\"since 5 x\"},\"list\":[5]}",
        BodyTemplate.expand(body, Json.MAPPER.createObjectNode().put("cursor", "c").put("n", 5))
            .toString());
    assertEquals(List.of("cursor", "n", "none"), List.copyOf(BodyTemplate.fields(body)));
  }

  @Test
  void marksAreNumbersOrTimes() throws Exception {
    JsonNode values =
        Json.MAPPER.readTree(
            "[1,2.5,\"10\",\"2026-01-01T00:00:00+0100\",\"2026-01-01T00:00:00Z\",\"2026-01-01\",\"2026-01-01 00:00:01\"]");
    for (int[] pair : new int[][] {{0, 1}, {1, 2}, {3, 4}, {5, 6}}) {
      Mark small = Mark.of(values.get(pair[0]));
      assertEquals(-1, small.compare(Mark.of(values.get(pair[1]))));
    }
    assertThrows(BadAnswer.class, () -> Mark.of(values.get(0)).compare(Mark.of(values.get(5))));
    assertThrows(BadAnswer.class, () -> Mark.of(Json.MAPPER.readTree("\"2026-02-30\"")));
  }
}
