package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.EventContract;

/**
 * How often each type of a union is made: {@code types}. What is not listed is not made; with no
 * list all are alike.
 */
public final class TypeWeights {
  private final Hint types;
  private final Set<String> unused = new TreeSet<>();

  public TypeWeights(JsonNode json) {
    types = new Hint("types", json);
    json.fieldNames().forEachRemaining(unused::add);
  }

  /** The weights of a union's types, by their names or aliases. */
  Map<String, Double> of(EventContract contract) {
    Map<String, Double> weights = new LinkedHashMap<>();
    types
        .json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!contract.types().containsKey(name) && !contract.aliases().containsKey(name))
                return;
              weights.put(name, types.member(name).weight());
              unused.remove(name);
            });
    if (weights.isEmpty()) contract.types().keySet().forEach(name -> weights.put(name, 1.0));
    return weights;
  }

  /**
   * @throws ConfigException when a weight was for no type
   */
  public void refuseUnused() {
    if (!unused.isEmpty())
      throw new ConfigException(
          "types: no event of these topics has a type " + String.join(", ", unused));
  }
}
