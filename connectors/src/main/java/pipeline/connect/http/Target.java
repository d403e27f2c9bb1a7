package pipeline.connect.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** One thing that is polled. `id` holds the fields that its requests use: `q=Paris,FR`. */
record Target(ObjectNode fields, String id) {
  /** The target whose requests use the fields `used`. */
  static Target of(ObjectNode fields, Collection<String> used) {
    String id =
        used.stream()
            .filter(fields::hasNonNull)
            .map(name -> name + "=" + fields.get(name).asText())
            .collect(Collectors.joining("&"));
    return new Target(fields, id);
  }

  /** Its Connect source partition. */
  Map<String, String> partition() {
    return Map.of("target", id);
  }

  @Override
  public String toString() {
    return id.isEmpty() ? "the only target" : "target " + id;
  }
}
