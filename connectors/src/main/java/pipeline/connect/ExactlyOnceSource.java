package pipeline.connect;

import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import pipeline.connect.status.StatusReporter;

/**
 * A source whose records and offsets are one transaction, and which checks more of its
 * configuration than types.
 */
public abstract class ExactlyOnceSource extends SourceConnector {
  private Map<String, String> properties;

  /**
   * @throws ConfigException when a configuration of the right types makes no sense; its message
   *     begins with the key
   */
  protected abstract void check(Map<String, String> given);

  /** What the connector was started with. */
  protected final Map<String, String> properties() {
    return properties;
  }

  /** What its task of this number is started with. */
  protected final Map<String, String> taskProperties(int task) {
    return StatusReporter.taskConfig(properties, task);
  }

  @Override
  public final String version() {
    return "0.1.0";
  }

  @Override
  public final Config validate(Map<String, String> proposed) {
    Config config = super.validate(proposed);
    if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty()))
      return config;
    try {
      check(proposed);
    } catch (ConfigException error) {
      String message = error.getMessage();
      config.configValues().stream()
          .filter(value -> message.startsWith(value.name()))
          .max(Comparator.comparingInt(value -> value.name().length()))
          .orElse(config.configValues().get(0))
          .addErrorMessage(message);
    }
    return config;
  }

  @Override
  public final void start(Map<String, String> given) {
    check(given);
    properties = Map.copyOf(given);
  }

  @Override
  public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public final void stop() {
    properties = null;
  }
}
