package pipeline.connect.rest;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances of the worker's plugins, to be asked for what they define; none is ever started. */
final class PluginLoader {
  private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

  /** The keys that Connect itself defines. None is a password. */
  private static final List<ConfigDef> CONNECTS =
      List.of(SourceConnectorConfig.configDef(), SinkConnectorConfig.configDef());

  private final ClassLoader loader;

  /** The loader finds a plugin by its class or its alias, as Connect's own does. */
  PluginLoader(ClassLoader loader) {
    this.loader = loader;
  }

  /** Empty where there is no such plugin, or it cannot be made. */
  <T> Optional<T> load(String name, Class<T> type) {
    if (name == null) return Optional.empty();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      Class<?> found = loader.loadClass(name);
      if (!type.isAssignableFrom(found)) return Optional.empty();
      thread.setContextClassLoader(found.getClassLoader());
      return Optional.of(type.cast(found.getDeclaredConstructor().newInstance()));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError error) {
      LOG.info("{} cannot be asked which of its keys are passwords", name, error);
      return Optional.empty();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  boolean isConnects(String key) {
    return CONNECTS.stream().anyMatch(definition -> definition.configKeys().containsKey(key));
  }
}
