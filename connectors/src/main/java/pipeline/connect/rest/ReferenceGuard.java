package pipeline.connect.rest;

import java.util.Map;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Keeps a worker's REST interface from showing what config providers find: `rest.extension.classes`
 * of the worker names it (docs/secrets.md).
 */
public final class ReferenceGuard implements ConnectRestExtension {
  @Override
  public void configure(Map<String, ?> worker) {}

  /** The thread that starts a worker has the loader of all its plugins. */
  @Override
  public void register(ConnectRestExtensionContext context) {
    PluginLoader plugins = new PluginLoader(Thread.currentThread().getContextClassLoader());
    context
        .configurable()
        .register(new ReferenceFilter(plugins, name -> configOf(context.clusterState(), name)));
  }

  private static Map<String, String> configOf(ConnectClusterState cluster, String connector) {
    try {
      return connector == null ? Map.of() : cluster.connectorConfig(connector);
    } catch (NotFoundException error) {
      return Map.of();
    }
  }

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public void close() {}
}
