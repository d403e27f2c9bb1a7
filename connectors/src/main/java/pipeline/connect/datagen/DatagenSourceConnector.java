package pipeline.connect.datagen;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Makes events out of their contracts: record n is a function of seed and n, its source offset is n + 1, so that it is
 * written exactly once whatever dies. One task, which is enough for a few hundred thousand records per second.
 */
public final class DatagenSourceConnector extends SourceConnector {
  private Map<String, String> properties;

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public ConfigDef config() {
    return DatagenConfig.DEFINITION;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DatagenSourceTask.class;
  }

  /** Besides the types of the values: do the hints fit the contracts? */
  @Override
  public Config validate(Map<String, String> proposed) {
    Config config = super.validate(proposed);
    if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) return config;
    try {
      new Targets(new DatagenConfig(proposed));
    } catch (ConfigException error) {
      blamed(config, error.getMessage()).addErrorMessage(error.getMessage());
    }
    return config;
  }

  private static ConfigValue blamed(Config config, String message) {
    List<ConfigValue> values = config.configValues();
    return values.stream().filter(value -> message.startsWith(value.name())).findFirst().orElse(values.get(0));
  }

  @Override
  public void start(Map<String, String> given) {
    new Targets(new DatagenConfig(given));
    properties = Map.copyOf(given);
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach((partition, offset) -> {
      if (!partition.equals(Position.PARTITION)) {
        throw new ConnectException("A datagen source has one partition only: " + Position.PARTITION);
      }
      if (offset != null) Position.check(offset);
    });
    return true;
  }

  @Override
  public void stop() {
    properties = null;
  }
}
