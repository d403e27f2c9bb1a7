package pipeline.connect.filesystem;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import pipeline.connect.filesystem.chain.OffsetReset;
import pipeline.connect.filesystem.config.SinkConfig;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.PathText;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.filesystem.store.Storages;
import pipeline.connect.sink.CheckedConfig;
import pipeline.connect.sink.Parallel;
import pipeline.connect.status.StatusReporter;

/**
 * Writes topics into files of HDFS, S3 or a local directory, each record exactly once
 * (docs/sink.md).
 */
public final class FilesystemSinkConnector extends SinkConnector {
  static final String VERSION = "0.1.0";
  private static final long CLOSE_SECONDS = 5;

  /** HDFS and most file systems allow no longer name. */
  private static final int LONGEST_NAME = 255;

  private Map<String, String> properties;

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.DEFINITION;
  }

  /** Beside each key by itself, checks what the keys mean together and the topics' contracts. */
  @Override
  public Config validate(Map<String, String> configs) {
    return CheckedConfig.of(super.validate(configs), () -> settings(configs), SinkConfig.PATH);
  }

  @Override
  public void start(Map<String, String> configuration) {
    properties = Map.copyOf(configuration);
    settings(properties);
  }

  private static SinkSettings settings(Map<String, String> configuration) {
    SinkSettings settings = SinkSettings.of(configuration);
    if (PathText.encode(settings.connector()).length() > LONGEST_NAME) {
      throw new ConfigException(
          "name",
          settings.connector(),
          "names directories of the commit log and is too long for that: more than "
              + LONGEST_NAME
              + " bytes");
    }
    return settings;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FilesystemSinkTask.class;
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
    SinkSettings settings = SinkSettings.of(configuration);
    Parallel parallel = new Parallel("reset-" + settings.connector());
    try (Storage storage = Storages.open(settings)) {
      new OffsetReset(storage, parallel, settings.connector()).to(offsets);
      return true;
    } catch (IOException failure) {
      throw new ConnectException(
          "The commit log under "
              + settings.path()
              + " cannot be changed: "
              + failure.getMessage()
              + ". Nothing was reset; try again when the store answers.",
          failure);
    } finally {
      parallel.close(CLOSE_SECONDS);
    }
  }

  @Override
  public void stop() {}
}
