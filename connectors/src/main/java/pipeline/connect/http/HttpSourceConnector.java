package pipeline.connect.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.ExactlyOnceSource;
import pipeline.connect.KeepsSecrets;

/**
 * Polls a JSON API for a list of targets. Each target has a source partition of its own; its offset
 * holds the value that tells a new answer from the last record's, so that a restart repeats
 * nothing.
 */
public final class HttpSourceConnector extends ExactlyOnceSource implements KeepsSecrets {
  @Override
  public ConfigDef config() {
    return HttpSourceConfig.DEFINITION;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return HttpSourceTask.class;
  }

  @Override
  public boolean keepsSecret(String key) {
    return key.startsWith(HttpSourceConfig.SECRET_PREFIX);
  }

  /** Can every target's request be built, and every value be written? */
  @Override
  protected void check(Map<String, String> given) {
    TopicValues.encoder(new HttpSourceConfig(given).checkPlaceholders());
  }

  /** Deals the targets out to the tasks. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Target> targets = new HttpSourceConfig(properties()).targets();
    int tasks = Math.min(maxTasks, targets.size());
    List<Map<String, String>> configs = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      var share = Json.MAPPER.createArrayNode();
      for (int index = task; index < targets.size(); index += tasks)
        share.add(targets.get(index).fields());
      Map<String, String> config = taskProperties(task);
      config.put(HttpSourceConfig.TARGETS, share.toString());
      configs.add(config);
    }
    return configs;
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (partition.size() != 1 || !(partition.get("target") instanceof String)) {
            throw new ConnectException(
                "A partition of an HTTP source is {\"target\": \"FIELD=VALUE\"}, not " + partition);
          }
          if (offset != null
              && WholeAnswer.last(offset) == null
              && !Progress.isOffset(offset)
              && !(offset.get("polled") instanceof Number)) {
            throw new ConnectException(
                "An offset of an HTTP source is {\"unchanged\": \"VALUE\"}, or with `items` {\"seen\": \"IDS\"}, not "
                    + offset);
          }
        });
    return true;
  }
}
