package pipeline.connect.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pipeline.connect.event.EventContract;

/**
 * What files hold of a record beside its value (docs/sink.md).
 *
 * @param keyAsBytes whether keys are bytes, and no texts
 */
public record Coordinates(Set<Coordinate> chosen, boolean keyAsBytes) {
  public static final Coordinates NONE = new Coordinates(Set.of(), false);

  /** Where a record stands: what typed files hold unless something else is asked for. */
  public static final Coordinates PLACE =
      new Coordinates(EnumSet.of(Coordinate.PARTITION, Coordinate.OFFSET), false);

  /** What an envelope holds unless something else is asked for. */
  public static final Coordinates ENVELOPE =
      new Coordinates(EnumSet.complementOf(EnumSet.of(Coordinate.TOPIC)), false);

  private static final String KEY_AS_BYTES = "key:bytes";

  /** Keys that are no UTF-8 stand here, in base64. */
  private static final String KEY_BASE64 = "kafka_key_base64";

  private static final String TEXT = "{\"required\":false,\"type\":\"string\"}";
  private static final String BYTES =
      "{\"format\":\"base64\",\"required\":false,\"type\":\"string\"}";
  private static final String REQUIRED = "{\"required\":true,\"type\":\"string\"}";
  private static final String TIME =
      "{\"format\":\"date-time\",\"required\":false,\"type\":\"string\"}";
  private static final String HEADERS =
      "{\"items\":{\"fields\":{\"name\":"
          + REQUIRED
          + ",\"value\":"
          + BYTES
          + "},\"required\":true,\"type\":\"object\"},\"required\":true,\"type\":\"array\"}";

  /**
   * Reads `true`, `false`, or a list such as `partition,offset,key:bytes`.
   *
   * @throws IllegalArgumentException that says what may stand there
   */
  public static Coordinates parse(String written) {
    if (written.equals("true")) return PLACE;
    if (written.equals("false")) return NONE;
    Map<String, Coordinate> known =
        Arrays.stream(Coordinate.values()).collect(Collectors.toMap(Coordinate::word, one -> one));
    Set<Coordinate> chosen = EnumSet.noneOf(Coordinate.class);
    boolean keyAsBytes = false;
    for (String word : written.split(",", -1)) {
      boolean bytes = word.trim().equals(KEY_AS_BYTES);
      Coordinate one = bytes ? Coordinate.KEY : known.get(word.trim());
      if (one == null || !chosen.add(one))
        throw new IllegalArgumentException(
            "must be true, false, or some of partition, offset, topic, timestamp, key (or key:bytes) and headers,"
                + " each once");
      keyAsBytes |= bytes;
    }
    return new Coordinates(chosen, keyAsBytes);
  }

  public boolean has(Coordinate one) {
    return chosen.contains(one);
  }

  /** The same ones but for the key. */
  public Coordinates withoutKey() {
    Set<Coordinate> others = EnumSet.allOf(Coordinate.class);
    others.retainAll(chosen);
    others.remove(Coordinate.KEY);
    return new Coordinates(others, false);
  }

  /** The same ones and the key. */
  public Coordinates withKey() {
    Set<Coordinate> more = EnumSet.of(Coordinate.KEY);
    more.addAll(chosen);
    return new Coordinates(more, keyAsBytes);
  }

  /** Whether they are what true or false stands for. */
  public boolean isUsual() {
    return chosen.isEmpty() || chosen.equals(PLACE.chosen);
  }

  /** As the configuration lists them, in the order of files. */
  public List<String> words() {
    return chosen.stream()
        .sorted()
        .map(one -> one == Coordinate.KEY && keyAsBytes ? KEY_AS_BYTES : one.word())
        .toList();
  }

  /** The names of their columns, in the order of files. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (Coordinate one : chosen.stream().sorted().toList()) {
      columns.add(one.column());
      if (one == Coordinate.KEY && !keyAsBytes) columns.add(KEY_BASE64);
    }
    return columns;
  }

  /** Columns beside the place as fields of a contract, in the order of files; null: none. */
  public EventContract contract() {
    List<String> fields = new ArrayList<>();
    for (Coordinate one : chosen.stream().sorted().toList()) {
      switch (one) {
        case PARTITION, OFFSET -> {}
        case TOPIC -> fields.add(field(one.column(), REQUIRED));
        case TIMESTAMP -> fields.add(field(one.column(), TIME));
        case HEADERS -> fields.add(field(one.column(), HEADERS));
        case KEY -> {
          fields.add(field(one.column(), keyAsBytes ? BYTES : TEXT));
          if (!keyAsBytes) fields.add(field(KEY_BASE64, TEXT));
        }
      }
    }
    if (fields.isEmpty()) return null;
    String members = String.join(",", fields);
    return EventContract.parse(
        "{\"fields\":{" + members + "},\"name\":\"coordinates\",\"unknown\":\"reject\"}");
  }

  private static String field(String name, String field) {
    return "\"" + name + "\":" + field;
  }
}
