package pipeline.connect.jdbc.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.jdbc.config.JdbcConfig;
import pipeline.connect.jdbc.config.JdbcSettings;
import pipeline.connect.sink.TopicContracts;

/** The tables of one topic. */
public final class TableLayout {
  private static final Set<String> OWN = Set.of(RowTable.PARTITION, RowTable.OFFSET);

  private final Map<String, RowTable> byType = new LinkedHashMap<>();
  private RowTable one;

  private TableLayout() {}

  /**
   * @throws ConfigException when the topic's contract, or its absence, does not fit the settings
   */
  public static TableLayout of(JdbcSettings settings, String topic) {
    EventContract contract = settings.rows(topic);
    TableLayout layout = new TableLayout();
    if (contract == null) {
      if (settings.byType()) throw needsContract(JdbcConfig.LAYOUT, "by-type", topic);
      if (settings.upsert()) throw needsContract(JdbcConfig.KEY, settings.key(), topic);
      String name = settings.table().table(topic, null);
      layout.one = new RowTable(name, topic, false, List.of(), List.of(), -1, "");
      return layout;
    }
    Columns columns = new Columns(contract);
    KeyFields.check(settings, contract);
    if (!settings.byType()) {
      layout.one = table(settings, topic, null, columns, together(columns));
      return layout;
    }
    if (contract.types().isEmpty())
      throw new ConfigException(
          JdbcConfig.LAYOUT, "by-type", "event " + contract.name() + " is no union of types");
    for (String type : contract.types().keySet())
      layout.byType.put(type, table(settings, topic, type, columns, columns.of(type)));
    return layout;
  }

  /** The table of a record of this type. */
  public RowTable table(String type) {
    return one == null ? byType.get(type) : one;
  }

  public Collection<RowTable> tables() {
    return one == null ? byType.values() : List.of(one);
  }

  private static RowTable table(
      JdbcSettings settings,
      String topic,
      String type,
      Columns columns,
      Collection<Columns.Column> chosen) {
    EventContract contract = settings.rows(topic);
    List<TableColumn> written = new ArrayList<>();
    for (Columns.Column column : chosen) {
      String name = column.name();
      if (OWN.contains(name))
        throw new ConfigException(
            TopicContracts.PREFIX + topic, name, "is the name of a column of the sink's own");
      boolean always = type != null || contract.fields().containsKey(name);
      Field field = column.field();
      boolean required = field.required() && always;
      written.add(new TableColumn(name, ColumnType.of(field), required, column.slot()));
    }
    int rest = contract.unknownKept() ? columns.rest() : -1;
    String name = settings.table().table(topic, type);
    return new RowTable(name, topic, true, written, settings.key(), rest, contract.json());
  }

  private static Collection<Columns.Column> together(Columns columns) {
    try {
      return columns.together();
    } catch (IllegalArgumentException conflict) {
      throw new ConfigException(JdbcConfig.LAYOUT, "one", conflict.getMessage());
    }
  }

  private static ConfigException needsContract(String key, Object value, String topic) {
    return new ConfigException(
        key,
        value,
        "needs the event contract of topic " + topic + " (" + TopicContracts.PREFIX + topic + ")");
  }
}
