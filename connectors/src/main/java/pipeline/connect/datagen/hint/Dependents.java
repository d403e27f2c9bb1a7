package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import pipeline.connect.datagen.value.By;
import pipeline.connect.datagen.value.Per;
import pipeline.connect.datagen.value.Value;

/**
 * Values that depend on another field: {@code by} its case, or the same {@code per} number of it.
 */
final class Dependents {
  private static final String OTHERWISE = "otherwise";

  private Dependents() {}

  static Value by(ValueSpec spec) {
    Hint hint = spec.hint();
    Value.Cases other =
        spec.other(
            hint.member("by"), Value.Cases.class, "has no cases: give it a choice or a taste");
    Set<String> unknown = new TreeSet<>();
    hint.json().fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(Set.of("by", OTHERWISE, "present"));
    other.cases().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw hint.wrong(
          String.join(", ", unknown)
              + ": no such case, there are "
              + String.join(", ", other.cases()));
    }
    List<Value> values = new ArrayList<>();
    for (String name : other.cases()) {
      String present = hint.has(name) ? name : OTHERWISE;
      if (!hint.has(present))
        throw hint.wrong("the case " + name + " is missing, and there is no " + OTHERWISE);
      values.add(Values.of(spec.as(name, hint.member(present))));
    }
    return new By(other, values);
  }

  static Value per(ValueSpec spec) {
    Hint hint = spec.hint();
    Value.Numbered other =
        spec.other(
            hint.member("per"),
            Value.Numbered.class,
            "has no numbers: give it ids, a sequence or a choice");
    long period = hint.has("every") ? hint.member("every").whole(1, 1L << 40) * 1000 : 0;
    ObjectNode rest = hint.json().deepCopy();
    rest.remove(List.of("per", "every", "present"));
    Hint inner = rest.isEmpty() ? null : new Hint(hint.place(), rest);
    return new Per(other, period, Values.of(spec.as("each", inner)), spec.draws());
  }
}
