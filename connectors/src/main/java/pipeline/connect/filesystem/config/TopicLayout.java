package pipeline.connect.filesystem.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.FieldPath;
import pipeline.connect.event.StoredAs;
import pipeline.connect.format.Coordinates;
import pipeline.connect.sink.TopicContracts;

/**
 * In which directories the rows of one topic lie, and what stands beside their values.
 *
 * @param byType whether each type of a union has a directory
 * @param fields whose values name directories, in this order
 * @param time null: no directories by time
 * @param coordinates what files hold of a record beside its value
 * @param envelope whether lines of JSON are objects that hold them
 */
public record TopicLayout(
    boolean byType, List<NamedField> fields, Time time, Coordinates coordinates, boolean envelope) {
  /** The word for a record's own timestamp, where a time is asked for. */
  static final String RECORD = "record";

  /** A field, and what its directories are called before the `=`. */
  public record NamedField(FieldPath field, String name) {}

  /**
   * Directories by time.
   *
   * @param field null: the record's own timestamp
   * @param otherwiseRecord whether the record's own timestamp stands in where the field is absent
   * @param pattern as {@link TimePattern} has it
   */
  public record Time(FieldPath field, boolean otherwiseRecord, ZoneId zone, String pattern) {}

  /**
   * @throws ConfigException when the topic's contract, or its absence, does not fit the settings
   */
  public static TopicLayout of(SinkSettings settings, String topic) {
    EventContract contract = settings.contracts().of(topic);
    if (contract == null) requireNoFields(settings, topic);
    else if (settings.byType() && contract.types().isEmpty()) {
      throw new ConfigException(
          SinkConfig.LAYOUT, "by-type", "event " + contract.name() + " is no union of types");
    }
    TopicLayout layout =
        new TopicLayout(
            settings.byType(),
            fields(settings, contract),
            time(settings, contract),
            settings.coordinates(),
            settings.envelope());
    layout.requireNamesApart();
    return layout;
  }

  private static void requireNoFields(SinkSettings settings, String topic) {
    if (settings.byType()) throw needsContract(SinkConfig.LAYOUT, "by-type", topic);
    if (!settings.fields().isEmpty())
      throw needsContract(SinkConfig.FIELDS, settings.fields(), topic);
    if (settings.time() != null && !settings.time().field().equals(RECORD))
      throw needsContract(SinkConfig.TIME_FIELD, settings.time().field(), topic);
  }

  private static List<NamedField> fields(SinkSettings settings, EventContract contract) {
    List<NamedField> fields = new ArrayList<>();
    List<String> names = settings.fieldNames();
    for (String written : settings.fields()) {
      FieldPath field = FieldPath.find(contract, written);
      if (field == null) throw unknownField(SinkConfig.FIELDS, written, contract);
      StoredAs stored = StoredAs.of(field.field());
      if (!stored.isSingle() || stored == StoredAs.BYTES) {
        throw new ConfigException(
            SinkConfig.FIELDS, written, "holds no single value, so it cannot name a directory");
      }
      fields.add(new NamedField(field, names.isEmpty() ? field.name() : names.get(fields.size())));
    }
    return fields;
  }

  private static Time time(SinkSettings settings, EventContract contract) {
    SinkSettings.Time time = settings.time();
    if (time == null) return null;
    FieldPath field = contract == null ? null : FieldPath.find(contract, time.field());
    if (field == null && !time.field().equals(RECORD))
      throw unknownField(SinkConfig.TIME_FIELD, time.field(), contract);
    if (field != null && !StoredAs.of(field.field()).isTime()) {
      throw new ConfigException(
          SinkConfig.TIME_FIELD,
          time.field(),
          "is no time; its format must be date-time, local-date-time, date or epoch-…");
    }
    return new Time(field, time.otherwiseRecord(), time.zone(), time.pattern());
  }

  private void requireNamesApart() {
    Set<String> names = new HashSet<>();
    for (NamedField field : fields) requireNew(names, field.name(), SinkConfig.FIELD_NAMES);
    if (time == null) return;
    for (String directory : time.pattern().split("/"))
      requireNew(
          names, directory.substring(0, directory.indexOf('=')), SinkConfig.TIME_DIRECTORIES);
  }

  private static void requireNew(Set<String> names, String name, String key) {
    if (!names.add(name.toLowerCase(Locale.ROOT)))
      throw new ConfigException(key, name, "is the name of two directories, one in the other");
  }

  /** Top-level fields whose directories have their own names: readers find their values there. */
  Set<String> ownColumns() {
    Set<String> columns = new TreeSet<>();
    for (NamedField one : fields) {
      if (one.field().names().equals(List.of(one.name()))) columns.add(one.name());
    }
    return columns;
  }

  /** As commit links carry it (docs/commit-log.md); null where there is nothing to tell. */
  public String json() {
    boolean beside = envelope || !coordinates.isUsual();
    if (fields.isEmpty() && time == null && !beside) return null;
    ObjectNode json = new ObjectMapper().createObjectNode();
    if (byType) json.put("byType", true);
    ArrayNode named = json.putArray("fields");
    for (NamedField field : fields) {
      ObjectNode one = named.addObject().put("name", field.name());
      field.field().names().forEach(one.putArray("path")::add);
    }
    if (beside) coordinates.words().forEach(json.putArray("coordinates")::add);
    if (envelope) json.put("envelope", true);
    if (time == null) return json.toString();
    ObjectNode clock = json.putObject("time");
    if (time.field() != null) time.field().names().forEach(clock.putArray("path")::add);
    if (time.otherwiseRecord()) clock.put("otherwise", RECORD);
    clock.put("zone", time.zone().getId()).put("directories", time.pattern());
    return json.toString();
  }

  private static ConfigException needsContract(String key, Object value, String topic) {
    String missing = TopicContracts.PREFIX + topic;
    return new ConfigException(
        key, value, "needs the event contract of topic " + topic + " (key " + missing + ")");
  }

  private static ConfigException unknownField(String key, String field, EventContract contract) {
    return new ConfigException(
        key,
        field,
        "is not among the common fields of event "
            + contract.name()
            + ": "
            + new TreeSet<>(contract.fields().keySet()));
  }
}
