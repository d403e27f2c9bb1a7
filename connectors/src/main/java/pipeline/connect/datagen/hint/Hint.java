package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * One hint of the configuration.
 *
 * @param place where it stands, for messages: {@code fields.price.laptop}
 */
public record Hint(String place, JsonNode json) {
  boolean has(String key) {
    return json.has(key);
  }

  Hint member(String key) {
    if (!json.has(key)) throw wrong(key + " is missing");
    return new Hint(place + "." + key, json.get(key));
  }

  Hint item(int index) {
    return new Hint(place + "[" + index + "]", json.get(index));
  }

  /** Refuses members with other names than these. */
  void allow(String... keys) {
    if (!json.isObject()) throw wrong("a mapping must stand here");
    Set<String> others = new TreeSet<>();
    json.fieldNames().forEachRemaining(others::add);
    Set.of(keys).forEach(others::remove);
    if (!others.isEmpty()) throw wrong("not understood here: " + String.join(", ", others));
  }

  String text() {
    if (!json.isTextual()) throw wrong("a text must stand here");
    return json.textValue();
  }

  long whole(long lowest, long highest) {
    if (!json.isIntegralNumber() || !json.canConvertToLong())
      throw wrong("a whole number must stand here");
    long number = json.longValue();
    if (number < lowest || number > highest)
      throw wrong("it must be from " + lowest + " to " + highest);
    return number;
  }

  double number(double lowest, double highest) {
    if (!json.isNumber()) throw wrong("a number must stand here");
    double number = json.doubleValue();
    if (number < lowest || number > highest)
      throw wrong("it must be from " + lowest + " to " + highest);
    return number;
  }

  /** A weight: a number above 0. */
  double weight() {
    if (!json.isNumber() || !(json.doubleValue() > 0) || Double.isInfinite(json.doubleValue())) {
      throw wrong("a weight must be a number above 0");
    }
    return json.doubleValue();
  }

  /** Two whole numbers {@code [fewest, most]}, or one that is both. */
  int[] counts(int fewest, int most) {
    if (json.isInt()) return new int[] {(int) whole(fewest, most), (int) whole(fewest, most)};
    if (!json.isArray() || json.size() != 2)
      throw wrong("a number or [fewest, most] must stand here");
    int[] counts = {(int) item(0).whole(fewest, most), (int) item(1).whole(fewest, most)};
    if (counts[0] > counts[1]) throw wrong("the first number is above the second");
    return counts;
  }

  ConfigException wrong(String message) {
    return new ConfigException(place + ": " + message);
  }
}
