package pipeline.connect.sink;

import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Connect's check of each key by itself, and ours of what they mean together. */
public final class CheckedConfig {
  private CheckedConfig() {}

  /**
   * @param together throws a ConfigException that begins with the key it blames
   * @param otherwise the key that is blamed when none of the connector's own is
   */
  public static Config of(Config each, Runnable together, String otherwise) {
    boolean sound = each.configValues().stream().allMatch(value -> value.errorMessages().isEmpty());
    if (!sound) return each;
    try {
      together.run();
    } catch (ConfigException mistake) {
      blamed(each, mistake.getMessage(), otherwise).addErrorMessage(mistake.getMessage());
    }
    return each;
  }

  private static ConfigValue blamed(Config config, String message, String otherwise) {
    return config.configValues().stream()
        .filter(value -> message.contains("for configuration " + value.name() + ":"))
        .findFirst()
        .orElseGet(
            () ->
                config.configValues().stream()
                    .filter(value -> value.name().equals(otherwise))
                    .findFirst()
                    .orElseThrow());
  }
}
