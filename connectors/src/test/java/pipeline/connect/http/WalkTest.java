package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items of pages: each once, wherever reading is cut off. */
class WalkTest {
  private final List<String> skipped = new ArrayList<>();

  private Reading reading(Map<String, ?> offset, String... more) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "url",
                "https://api.example/v1/items",
                "topic",
                "t",
                "every.ms",
                "1000",
                "items",
                "/results",
                "unchanged",
                "id",
                "secret.query.appid",
                "canary-of-the-key"));
    for (int i = 0; i < more.length; i += 2) properties.put(more[i], more[i + 1]);
    HttpSourceConfig config = new HttpSourceConfig(properties);
    return config.reading(config.targets().get(0), new Requests(config), offset, skipped::add);
  }

  private static List<Integer> ids(List<SourceRecord> records) throws Exception {
    List<Integer> ids = new ArrayList<>();
    for (SourceRecord record : records)
      ids.add(Json.read((byte[]) record.value()).get("id").asInt());
    return ids;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().sorted().toList();
  }

  private static final String[] WAYS = {
    "pages.next=next",
    "pages.link=true",
    "pages.cursor=/cursor",
    "pages.last=id",
    "pages.number=1",
    "pages.offset=0",
    "pages.next=next since=at",
    "pages.cursor=cursor since=at remember=9",
    "pages.number=1 since=at pages.max=2",
  };

  private static String[] words(String way) {
    return way.isEmpty() ? new String[0] : way.split("[ =]");
  }

  /**
   * The worker is killed after each record in turn: what comes after it is as if it had not been.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLostOrDoubledWhereverItIsCut(int number) throws Exception {
    String[] words = words(WAYS[number]);
    for (int cut = 0; cut <= 23; cut++) {
      Site site = new Site(5).with(0, 23);
      Reading first = reading(null, words);
      List<SourceRecord> all = new ArrayList<>();
      while (all.size() < 23) all.addAll(site.readAll(first));
      assertEquals(numbers(0, 23), ids(all), WAYS[number]);
      List<SourceRecord> kept = all.subList(0, cut);
      Map<String, ?> offset = cut == 0 ? null : kept.get(cut - 1).sourceOffset();
      Reading second = reading(offset, words);
      List<Integer> seen = new ArrayList<>(ids(kept));
      seen.addAll(ids(site.readAll(second)));
      seen.addAll(ids(site.readAll(second)));
      seen.addAll(ids(site.readAll(second)));
      site.with(23, 31);
      for (int poll = 0; poll < 4; poll++) seen.addAll(ids(site.readAll(second)));
      assertEquals(numbers(0, 31), sorted(seen), WAYS[number] + " cut after " + cut);
    }
  }

  /** The newest first: what is new pushes what is old onto the next page while it is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {"pages.number=1", "pages.next=next", "pages.offset=0", "pages.number=1 since=at"})
  void pagesThatMoveWhileTheyAreReadRepeatNothing(String way) throws Exception {
    Site site = new Site(5).with(0, 12);
    Collections.reverse(site.items);
    Reading reading = reading(null, words(way));
    List<Integer> seen = new ArrayList<>();
    for (int n = 12; n < 40; n++) {
      seen.addAll(ids(reading.take(site.answer(reading), 0)));
      site.items.add(0, new Site(1).with(n, n + 1).items.get(0));
    }
    for (int poll = 0; poll < 3; poll++) seen.addAll(ids(site.readAll(reading)));
    assertEquals(numbers(0, 40), sorted(seen));
  }

  @Test
  void aLostPlaceStartsOverRepeatsNothingAndIsTold() throws Exception {
    Site site = new Site(5).with(0, 12);
    Reading reading = reading(null, "pages.cursor", "cursor");
    List<SourceRecord> first = reading.take(site.answer(reading), 0);
    site.alive = 8;
    Reading later = reading(first.get(4).sourceOffset(), "pages.cursor", "cursor");
    assertEquals(410, site.answer(later).status());
    String told = later.refused(410).told();
    assertEquals(
        "the API no longer knows the page that it named (410): reading starts over from the first",
        told);
    site.alive = 0;
    assertEquals(numbers(5, 12), ids(site.readAll(later)));
    assertEquals(List.of(), site.readAll(later));
  }

  @Test
  void afterALostPlaceItRefusesToStartOverWhereItCannotTellWhatItRead() throws Exception {
    Site site = new Site(5).with(0, 40);
    Reading reading = reading(null, "pages.cursor", "cursor", "since", "at", "remember", "9");
    for (int page = 0; page < 3; page++) reading.take(site.answer(reading), 0);
    assertThrows(ConnectException.class, () -> reading.refused(410));
  }

  @Test
  void aPageBehindTheLastEndsCountedPages() throws Exception {
    Site site = new Site(5).with(0, 5);
    Reading reading = reading(null, "pages.number", "1");
    assertEquals(numbers(0, 5), ids(reading.take(site.answer(reading), 0)));
    assertNull(reading.refused(404).told());
    assertFalse(reading.goesOn());
    assertEquals(1, reading.fields().get("page").asInt());
    assertNull(reading.refused(404), "the first page is no page behind the last");
  }

  @Test
  void moreItemsThanItCanTellApartStopItBeforeOneComesTwice() throws Exception {
    Site site = new Site(5).with(0, 12);
    Reading reading = reading(null, "pages.number", "1", "remember", "9");
    assertEquals(numbers(0, 5), ids(reading.take(site.answer(reading), 0)));
    String message =
        assertThrows(ConnectException.class, () -> reading.take(site.answer(reading), 0))
            .getMessage();
    assertEquals(
        "10 items from the first page on are more than the 9 that are remembered, and some would come twice: name `since`, or raise `remember`",
        message);
  }

  @Test
  void manyOfOneMomentAreToldApartAndLaterOnesOfItAreRead() throws Exception {
    Site site = new Site(50);
    Reading reading = reading(null, "since", "at", "remember", "20");
    for (int n = 0; n < 8; n++)
      site.items.add(Json.MAPPER.createObjectNode().put("id", n).put("at", "2026-01-01T10:00:00Z"));
    assertEquals(numbers(0, 8), ids(site.readAll(reading)));
    site.items.add(
        Json.MAPPER.createObjectNode().put("id", 8).put("at", "2026-01-01T11:00:00+01:00"));
    site.items.add(Json.MAPPER.createObjectNode().put("id", 9).put("at", "2025-12-31T23:59:59Z"));
    assertEquals(List.of(8), ids(site.readAll(reading)));
    assertEquals(List.of(), ids(site.readAll(reading)));
    assertEquals("2026-01-01T10:00:00Z", reading.fields().get("since").asText());
  }

  /**
   * The newest comes first, and more than is remembered after it: it is the mark, and comes again.
   */
  @Test
  void theItemsAtTheMarkAreNotForgotten() throws Exception {
    Site site = new Site(5).with(0, 30);
    Collections.reverse(site.items);
    Reading reading = reading(null, "pages.number", "1", "since", "at", "remember", "9");
    assertEquals(numbers(0, 30), sorted(ids(site.readAll(reading))));
    assertEquals(List.of(), ids(site.readAll(reading)));
    site.items.add(0, new Site(1).with(30, 31).items.get(0));
    assertEquals(List.of(30), ids(site.readAll(reading)));
  }

  @Test
  void anItemIsToldFromOthersByItsKeyAndItsUnchangedValues() throws Exception {
    Site site = new Site(50);
    site.items.add(Json.MAPPER.createObjectNode().put("id", 1).put("at", 5).putNull("closed"));
    site.items.add(Json.MAPPER.createObjectNode().put("id", 2).put("at", 5).putNull("closed"));
    String[][] ways = {
      {"unchanged", "at", "key.field", "id"},
      {"unchanged", "[\"id\",\"at\"]"},
      {"since", "at", "unchanged", "id"},
      {"unchanged", "[\"id\",\"closed\"]"}
    };
    for (String[] way : ways) {
      Reading reading = reading(null, way);
      assertEquals(List.of(1, 2), ids(site.readAll(reading)));
      assertEquals(List.of(), ids(site.readAll(reading)));
    }
  }

  @Test
  void whatIsNoItemIsCountedAndTheOthersAreRead() throws Exception {
    Site site = new Site(50).with(0, 1);
    site.items.add(Json.MAPPER.getNodeFactory().textNode("x"));
    site.items.add(Json.MAPPER.createObjectNode().put("at", 5));
    site.items.add(Json.MAPPER.createObjectNode().put("id", 7).put("at", "soon"));
    assertEquals(List.of(0), ids(site.readAll(reading(null, "since", "at"))));
    assertEquals(
        List.of(
            "an item is no JSON object, but a text",
            "an item has no /id",
            "an item's `since` value is neither a number nor a time"),
        skipped);
  }

  @Test
  void aPlaceHoldsNoSecretAndAnotherHostIsNotAsked() throws Exception {
    Site site = new Site(5).with(0, 12);
    List<SourceRecord> records = new ArrayList<>();
    Reading next = reading(null, "pages.next", "next");
    records.addAll(site.readAll(next));
    assertFalse(records.toString().contains("canary"));
    assertTrue(site.asked.contains("https://api.example/v1/items?start=5"), site.asked.toString());
    Site elsewhere = new Site(5).with(0, 12);
    elsewhere.host = "https://other.example";
    Reading link = reading(null, "pages.link", "true");
    BadAnswer bad = assertThrows(BadAnswer.class, () -> link.take(elsewhere.answer(link), 0));
    assertEquals("the next page is at another host, which is not asked", bad.getMessage());
  }

  @Test
  void aTargetsFieldDoesNotStandForThePlace() {
    String message =
        assertThrows(
                ConfigException.class,
                () -> reading(null, "pages.number", "1", "targets", "[{\"page\":1}]"))
            .getMessage();
    assertEquals("targets: {page} means where reading is, and a target has that field", message);
  }
}
