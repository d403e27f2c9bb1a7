package pipeline.connect.jdbc.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One sink's partition, as the control tables name it. */
public record PartitionPlace(String sink, String topic, int partition) {
  static final String WHERE = " WHERE \"sink\" = ? AND \"topic\" = ? AND \"partition\" = ?";

  /** The values for {@link #WHERE}. */
  List<Object> values() {
    return List.of(sink, topic, partition);
  }

  List<Object> with(Object... more) {
    List<Object> all = new ArrayList<>(values());
    all.addAll(Arrays.asList(more));
    return all;
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
