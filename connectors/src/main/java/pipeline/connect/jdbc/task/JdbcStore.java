package pipeline.connect.jdbc.task;

import java.io.IOException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.jdbc.config.JdbcConfig;
import pipeline.connect.jdbc.config.JdbcSettings;
import pipeline.connect.jdbc.sql.Connections;
import pipeline.connect.jdbc.sql.Dialect;
import pipeline.connect.jdbc.sql.TableKeeper;
import pipeline.connect.jdbc.table.RowTable;
import pipeline.connect.jdbc.table.TableLayout;
import pipeline.connect.sink.PartitionWriter;
import pipeline.connect.sink.SinkStore;
import pipeline.connect.sink.SinkTarget;
import pipeline.connect.sink.TopicDecoders;

/** The database of one task. */
public final class JdbcStore implements SinkStore {
  /** How long a record waits for others to be written with it, in milliseconds. */
  public static final long PATIENCE = 200;

  final JdbcSettings settings;
  final Dialect dialect;
  final Connections connections;
  final SinkTarget.Tools tools;
  final String schema;
  final TopicDecoders decoders;

  private JdbcStore(
      JdbcSettings settings,
      Dialect dialect,
      Connections connections,
      SinkTarget.Tools tools,
      String schema) {
    this.settings = settings;
    this.dialect = dialect;
    this.connections = connections;
    this.tools = tools;
    this.schema = schema;
    decoders = settings.decoders(tools.clock());
  }

  /**
   * @throws IOException when the database does not answer
   */
  public static JdbcStore open(JdbcSettings settings, Dialect dialect, SinkTarget.Tools tools)
      throws IOException {
    Connections connections = new Connections(settings, dialect);
    String schema =
        connections.transaction(
            connection -> {
              String own = settings.table().schema();
              String found = own == null ? dialect.schema(connection) : own;
              new TableKeeper(dialect, found, settings.connector(), settings.byType())
                  .prepare(connection);
              return found;
            });
    return new JdbcStore(settings, dialect, connections, tools, schema);
  }

  /**
   * The tables of a topic.
   *
   * @throws ConfigException when its contract does not fit the settings, or the database can have
   *     no such table
   */
  public static TableLayout layout(JdbcSettings settings, Dialect dialect, String topic) {
    TableLayout layout = TableLayout.of(settings, topic);
    for (RowTable table : layout.tables()) {
      String problem = dialect.problem(table);
      if (problem != null)
        throw new ConfigException(
            JdbcConfig.TABLE, table.name(), "of topic " + topic + ": " + problem);
    }
    return layout;
  }

  TableKeeper keeper() {
    return new TableKeeper(dialect, schema, settings.connector(), settings.byType());
  }

  @Override
  public PartitionWriter writer(TopicPartition partition) {
    return new JdbcPartition(partition, this);
  }

  @Override
  public void close() {
    connections.close();
  }
}
