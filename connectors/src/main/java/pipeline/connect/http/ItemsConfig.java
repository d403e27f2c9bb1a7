package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the configuration says of answers that hold more than one record.
 *
 * @param unchanged members whose values tell items apart; none: the whole item does
 * @param since the member whose value grows, or null
 * @param remember the most ids that are kept
 */
record ItemsConfig(
    Items items, List<JsonPointer> unchanged, JsonPointer since, int remember, Pages pages) {
  private static final String ITEMS = "items";
  private static final String FORMAT = "format";
  private static final String SINCE = "since";
  private static final String REMEMBER = "remember";
  private static final String PAGES = "pages.";
  private static final String MORE = PAGES + "more";
  private static final String MOST = PAGES + "max";
  private static final List<Pages.Kind> KINDS =
      List.of(Pages.Kind.values()).subList(1, Pages.Kind.values().length);

  static void define(ConfigDef definition) {
    text(
        definition,
        ITEMS,
        null,
        "Member or JSON pointer of the answer's list of items; / is the answer.");
    text(definition, FORMAT, "json", "json, or ndjson: each line of the answer is an item.");
    text(
        definition, SINCE, null, "Member or JSON pointer of an item: a number or time that grows.");
    number(
        definition,
        REMEMBER,
        2_000,
        "How many items' ids are kept, to know them when they come again.");
    for (Pages.Kind kind : KINDS) text(definition, key(kind), null, "How the next page is found.");
    text(
        definition,
        MORE,
        null,
        "Member or JSON pointer of the answer: whether there is another page.");
    number(
        definition, MOST, 1_000, "The most pages that one poll asks for; the next goes on there.");
  }

  private static void text(ConfigDef definition, String key, String standard, String description) {
    definition.define(key, Type.STRING, standard, Importance.MEDIUM, description);
  }

  private static void number(ConfigDef definition, String key, int standard, String description) {
    definition.define(
        key, Type.INT, standard, Range.between(1, 20_000), Importance.LOW, description);
  }

  private static String key(Pages.Kind kind) {
    return PAGES + kind.name().toLowerCase();
  }

  /**
   * @return null when an answer is one record
   */
  static ItemsConfig of(AbstractConfig config) {
    boolean lines = config.getString(FORMAT).equals("ndjson");
    String items = config.getString(ITEMS);
    String since = config.getString(SINCE);
    if (!lines && items == null) {
      if (since != null) throw new ConfigException(SINCE + ": it is for items");
      return null;
    }
    return new ItemsConfig(
        new Items(lines ? null : Json.pointerOrWhole(items)),
        members(config.getString(HttpSourceConfig.UNCHANGED)),
        since == null ? null : Json.pointer(since),
        config.getInt(REMEMBER),
        pages(config));
  }

  /** The fields of templates that come from where reading is. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    if (since != null) fields.add(SINCE);
    if (pages.field() != null) fields.add(pages.field());
    return fields;
  }

  private static Pages pages(AbstractConfig config) {
    List<Pages.Kind> given =
        KINDS.stream().filter(kind -> config.getString(key(kind)) != null).toList();
    if (given.size() > 1)
      throw new ConfigException(key(given.get(1)) + ": " + key(given.get(0)) + " says it already");
    String more = config.getString(MORE);
    Pages.Kind kind = given.isEmpty() ? Pages.Kind.NONE : given.get(0);
    String value = given.isEmpty() ? null : config.getString(key(kind));
    boolean counted = kind == Pages.Kind.NUMBER || kind == Pages.Kind.OFFSET;
    boolean pointed =
        kind == Pages.Kind.NEXT || kind == Pages.Kind.CURSOR || kind == Pages.Kind.LAST;
    return new Pages(
        kind,
        pointed ? Json.pointer(value) : null,
        counted ? whole(key(kind), value) : 0,
        more == null ? null : Json.pointer(more),
        config.getInt(MOST));
  }

  private static long whole(String key, String value) {
    if (!value.matches("\\d{1,9}")) throw new ConfigException(key + ": it is no whole number");
    return Long.parseLong(value);
  }

  /** One member, or a JSON list of them. */
  private static List<JsonPointer> members(String text) {
    if (text == null) return List.of();
    if (!text.startsWith("[")) return List.of(Json.pointer(text));
    try {
      List<JsonPointer> members = new ArrayList<>();
      for (JsonNode member : Json.MAPPER.readTree(text)) members.add(Json.pointer(member.asText()));
      return members;
    } catch (JsonProcessingException error) {
      throw new ConfigException(HttpSourceConfig.UNCHANGED + ": it is no JSON list");
    }
  }
}
