package pipeline.connect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * An API of items in pages, without a network: what it is asked is what a reading asks for next.
 */
final class Site {
  final List<JsonNode> items = new ArrayList<>();
  final List<String> asked = new ArrayList<>();

  /** Cursors and addresses below this place are no longer known. */
  int alive = 0;

  /** Where an answer that names its next page says it is. */
  String host = "https://api.example";

  private final int size;

  Site(int size) {
    this.size = size;
  }

  Site with(int from, int to) {
    for (int n = from; n < to; n++)
      items.add(Json.MAPPER.createObjectNode().put("id", n).put("at", 1_000 + n / 2));
    return this;
  }

  /** The answer to what `reading` asks for next. */
  Answer answer(Reading reading) {
    ObjectNode fields = reading.fields();
    fields.remove(List.of("city", "region"));
    asked.add(reading.address() == null ? fields.toString() : reading.address());
    int start = start(fields, reading.address());
    if (start < 0) return new Answer(null, URI.create(host), 410, headers(Map.of()), null, null);
    List<JsonNode> page =
        items.subList(Math.min(start, items.size()), Math.min(start + size, items.size()));
    int next = start + size;
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode results = body.putArray("results");
    page.forEach(results::add);
    Map<String, List<String>> headers = new HashMap<>();
    body.put("more", next < items.size());
    if (next < items.size()) {
      body.put("next", "?start=" + next + "&appid=canary-of-the-key");
      body.put("cursor", "c" + next);
      headers.put(
          "Link",
          List.of(
              "<"
                  + host
                  + "/v1/items?start=0>; rel=\"first\", <"
                  + host
                  + "/v1/items?start="
                  + next
                  + ">; rel=\"next\""));
    } else {
      body.putNull("next").put("cursor", "");
    }
    return new Answer(
        null,
        URI.create("https://api.example/v1/items"),
        200,
        headers(headers),
        body.toString().getBytes(StandardCharsets.UTF_8),
        null);
  }

  private int start(ObjectNode fields, String address) {
    int start = 0;
    if (address != null) start = Integer.parseInt(address.replaceAll(".*start=(\\d+).*", "$1"));
    if (fields.has("page")) return (fields.get("page").asInt() - 1) * size;
    if (fields.has("offset")) return fields.get("offset").asInt();
    JsonNode cursor = fields.get("cursor");
    if (cursor != null && cursor.isTextual())
      start = Integer.parseInt(cursor.asText().substring(1));
    if (cursor != null && cursor.isNumber()) {
      for (int n = 0; n < items.size(); n++)
        if (items.get(n).get("id").equals(cursor)) start = n + 1;
    }
    return start > 0 && start < alive ? -1 : start;
  }

  /** Asks for pages until all are read, and gives the records; a lost place starts over. */
  List<SourceRecord> readAll(Reading reading) throws BadAnswer {
    List<SourceRecord> records = new ArrayList<>();
    do {
      Answer answer = answer(reading);
      if (answer.status() == 200) records.addAll(reading.take(answer, 0));
      else if (reading.refused(answer.status()) == null) throw new AssertionError("refused");
    } while (reading.goesOn());
    return records;
  }

  static HttpHeaders headers(Map<String, List<String>> headers) {
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
