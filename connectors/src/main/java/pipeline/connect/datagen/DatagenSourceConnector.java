package pipeline.connect.datagen;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.ExactlyOnceSource;

/**
 * Makes events out of their contracts: record n is a function of seed and n, its source offset is n
 * + 1, so that it is written exactly once whatever dies. One task, which is enough for a few
 * hundred thousand records per second.
 */
public final class DatagenSourceConnector extends ExactlyOnceSource {
  @Override
  public ConfigDef config() {
    return DatagenConfig.DEFINITION;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return DatagenSourceTask.class;
  }

  /** Do the hints fit the contracts? */
  @Override
  protected void check(Map<String, String> given) {
    new Targets(new DatagenConfig(given));
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(taskProperties(0));
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (!partition.equals(Position.PARTITION)) {
            throw new ConnectException(
                "A datagen source has one partition only: " + Position.PARTITION);
          }
          if (offset != null) Position.check(offset);
        });
    return true;
  }
}
