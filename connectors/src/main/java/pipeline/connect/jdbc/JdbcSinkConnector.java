package pipeline.connect.jdbc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import pipeline.connect.jdbc.config.JdbcConfig;
import pipeline.connect.jdbc.config.JdbcSettings;
import pipeline.connect.jdbc.sql.Dialect;
import pipeline.connect.jdbc.sql.OffsetsReset;
import pipeline.connect.jdbc.table.TableLayout;
import pipeline.connect.jdbc.task.JdbcStore;
import pipeline.connect.sink.CheckedConfig;
import pipeline.connect.status.StatusReporter;

/** Writes topics into tables of a database, each record exactly once (docs/jdbc.md). */
public final class JdbcSinkConnector extends SinkConnector {
  static final String VERSION = "0.1.0";

  private Map<String, String> properties;

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public ConfigDef config() {
    return JdbcConfig.DEFINITION;
  }

  /** Beside each key by itself, checks what the keys mean together and the topics' contracts. */
  @Override
  public Config validate(Map<String, String> configs) {
    return CheckedConfig.of(super.validate(configs), () -> settings(configs), JdbcConfig.URL);
  }

  /**
   * @throws ConfigException when the keys do not fit together, or a topic cannot have such tables
   */
  static JdbcSettings settings(Map<String, String> configuration) {
    JdbcSettings settings = JdbcSettings.of(configuration);
    Dialect dialect = Dialects.of(settings.url());
    TreeSet<String> topics = new TreeSet<>(settings.topics());
    topics.addAll(settings.contracts().byTopic().keySet());
    for (String topic : topics) JdbcStore.layout(settings, dialect, topic);
    if (settings.pattern() != null) TableLayout.of(settings, settings.pattern());
    return settings;
  }

  @Override
  public void start(Map<String, String> configuration) {
    properties = Map.copyOf(configuration);
    settings(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return JdbcSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int count) {
    return IntStream.range(0, count)
        .mapToObj(task -> StatusReporter.taskConfig(properties, task))
        .toList();
  }

  /** Called before Connect changes the group, with an empty map when all offsets are to go. */
  @Override
  public boolean alterOffsets(
      Map<String, String> configuration, Map<TopicPartition, Long> offsets) {
    JdbcSettings settings = settings(configuration);
    try {
      new OffsetsReset(settings, Dialects.of(settings.url())).to(offsets);
      return true;
    } catch (IOException failure) {
      throw new ConnectException(
          "The positions in "
              + settings.store()
              + " cannot be changed: "
              + failure.getMessage()
              + ". Nothing was reset; try again when the database answers.",
          failure);
    }
  }

  @Override
  public void stop() {}
}
