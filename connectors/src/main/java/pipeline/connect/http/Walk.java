package pipeline.connect.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/** A record for each new item of each page, from the first page to the last, again and again. */
final class Walk implements Reading {
  private static final int PAGES_KNOWN = 100;

  private final Target target;
  private final Records records;
  private final Requests requests;
  private final ItemsConfig config;
  private final Consumer<String> skipped;
  private final Progress progress;

  /** Pages that this poll has asked for. */
  private int asked;

  private boolean goesOn;

  /**
   * The ids of the last page: an API that gives its last page again for every higher number has no
   * more.
   */
  private List<String> last = List.of();

  Walk(
      Target target,
      Records records,
      Requests requests,
      ItemsConfig config,
      Map<String, ?> offset,
      Consumer<String> skipped) {
    this.target = target;
    this.requests = requests;
    this.records = records;
    this.config = config;
    this.skipped = skipped;
    progress = new Progress(config.remember(), config.since() != null, offset);
  }

  /** A page that was read, by its entity tag. */
  private record Known(String version, List<String> ids, JsonNode next, int count) {}

  /** The pages that were read last. */
  private final Map<String, Known> versions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > PAGES_KNOWN;
        }
      };

  private record Item(Records.Content content, Mark mark, String id) {}

  @Override
  public ObjectNode fields() {
    ObjectNode fields = target.fields().deepCopy();
    if (progress.mark() != null) fields.set("since", progress.mark().written());
    config.pages().put(fields, progress.place());
    return fields;
  }

  @Override
  public String address() {
    boolean address = config.pages().field() == null && progress.place() != null;
    return address ? progress.place().asText() : null;
  }

  @Override
  public String version() {
    Known known = versions.get(request());
    return known == null ? null : known.version();
  }

  @Override
  public List<SourceRecord> take(Answer answer, long now) throws BadAnswer {
    String request = request();
    if (answer.unmodified()) {
      again(versions.get(request));
      return List.of();
    }
    Items.Page page = config.items().of(answer.body());
    JsonNode next = requests.storable(config.pages().after(progress.place(), page, answer));
    List<Item> items = items(page);
    List<String> ids = items.stream().map(Item::id).toList();
    if (config.pages().counted() && !ids.isEmpty() && ids.equals(last)) next = null;
    Known known =
        new Known(answer.headers().firstValue("ETag").orElse(null), ids, next, page.count());
    progress.see(ids);
    List<SourceRecord> made = records(fresh(items), known, now);
    if (known.version() != null) versions.put(request, known);
    return made;
  }

  private List<SourceRecord> records(List<Item> fresh, Known page, long now) {
    List<SourceRecord> made = new ArrayList<>();
    for (int index = 0; index < fresh.size(); index++) {
      Item item = fresh.get(index);
      progress.made(item.id(), item.mark());
      if (index == fresh.size() - 1) moves(page);
      made.add(records.of(target, item.content(), progress.offset(), now));
    }
    if (fresh.isEmpty()) moves(page);
    return made;
  }

  /** The page is as it was when all of it had been read. */
  private void again(Known page) throws BadAnswer {
    if (page == null) throw Answer.unasked();
    progress.see(page.ids());
    moves(page);
  }

  private void moves(Known page) {
    JsonNode next = page.next();
    boolean complete = next == null || next.equals(progress.place());
    last = page.ids();
    progress.moves(next, complete);
    asked++;
    goesOn = !complete && page.count() > 0 && asked < config.pages().most();
    if (!goesOn) asked = 0;
  }

  /** All that tells one request from another. */
  private String request() {
    return fields() + " " + address();
  }

  /** The page's items; what cannot become a record is counted. */
  private List<Item> items(Items.Page page) {
    for (int line = 0; line < page.wrong(); line++)
      skipped.accept("a line of the answer is not JSON");
    List<Item> items = new ArrayList<>();
    for (JsonNode found : page.items()) {
      try {
        items.add(item(found));
      } catch (BadAnswer bad) {
        skipped.accept(bad.getMessage());
      }
    }
    return items;
  }

  private Item item(JsonNode found) throws BadAnswer {
    if (!(found instanceof ObjectNode object))
      throw new BadAnswer("an item is no JSON object, but " + Json.kind(found));
    Mark mark = config.since() == null ? null : Mark.of(Identity.member(object, config.since()));
    progress.check(mark);
    List<JsonNode> values = Identity.values(object, config.unchanged());
    Records.Content content = records.content(target, object);
    return new Item(content, mark, Identity.of(content.key(), values, mark));
  }

  /** Those that were not read before, each once. */
  private List<Item> fresh(List<Item> items) {
    Map<String, Item> fresh = new LinkedHashMap<>();
    for (Item item : items) {
      if (progress.isNew(item.id(), item.mark())) fresh.putIfAbsent(item.id(), item);
    }
    return List.copyOf(fresh.values());
  }

  @Override
  public boolean goesOn() {
    return goesOn;
  }

  @Override
  public Refusal refused(int status) {
    if (progress.place() == null || !Pages.NO_SUCH_PAGE.contains(status)) return null;
    boolean end = config.pages().counted() && status == 404;
    if (!end && progress.forgetful())
      throw new ConnectException(
          "The API has lost the place that it gave ("
              + status
              + "), and more was read since than the "
              + config.remember()
              + " items that are remembered: to start over would repeat some. Raise `remember` and reset the offset");
    progress.startsOver(end);
    goesOn = false;
    asked = 0;
    last = List.of();
    return new Refusal(
        end
            ? null
            : "the API no longer knows the page that it named ("
                + status
                + "): reading starts over from the first");
  }
}
