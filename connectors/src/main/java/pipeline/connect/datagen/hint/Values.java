package pipeline.connect.datagen.hint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pipeline.connect.datagen.value.Value;

/**
 * Makes values out of hints. A hint has exactly one of these words; docs/datagen.md explains each.
 */
final class Values {
  private static final Map<String, Function<ValueSpec, Value>> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("per", Dependents::per);
    WORDS.put("by", Dependents::by);
    WORDS.put("constant", Choices::constant);
    WORDS.put("choice", Choices::choice);
    WORDS.put("range", Numbers::range);
    WORDS.put("sequence", Numbers::sequence);
    WORDS.put("taste", Catalogues::tasted);
    WORDS.put("ids", Catalogues::ids);
    WORDS.put("template", Texts::template);
    WORDS.put("text", Texts::sentence);
    WORDS.put("pattern", Texts::pattern);
    WORDS.put("time", Times::time);
    WORDS.put("items", Nested::array);
    WORDS.put("fields", Nested::object);
  }

  private Values() {}

  /**
   * @throws org.apache.kafka.common.config.ConfigException when the hint is wrong or breaks the
   *     field's contract
   */
  static Value of(ValueSpec spec) {
    Hint hint = spec.hint();
    if (hint == null) return Defaults.of(spec);
    if (hint.json().isArray()) return Numbers.between(spec, hint);
    List<String> words = WORDS.keySet().stream().filter(hint::has).toList();
    if (words.isEmpty() && hint.has("present") && hint.json().size() == 1) return Defaults.of(spec);
    if (words.isEmpty())
      throw hint.wrong("one of these must stand here: " + String.join(", ", WORDS.keySet()));
    return WORDS.get(words.get(0)).apply(spec);
  }
}
