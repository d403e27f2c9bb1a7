package pipeline.connect.datagen.hint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pipeline.connect.datagen.value.ArrayValue;
import pipeline.connect.datagen.value.ObjectValue;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** Arrays and objects: {@code items} with {@code length}, and {@code fields}. */
final class Nested {
  private static final int MOST_ITEMS = 3;

  private Nested() {}

  static Value array(ValueSpec spec) {
    spec.hint().allow("items", "length", "present");
    if (!(spec.field() instanceof Field.ArrayField field))
      throw spec.hint().wrong("items are for arrays");
    int[] length =
        spec.hint().has("length")
            ? spec.hint().member("length").counts(least(field), greatest(field))
            : usual(field);
    return array(spec, field, spec.hint().member("items"), length);
  }

  static Value object(ValueSpec spec) {
    spec.hint().allow("fields", "present");
    if (spec.field() instanceof Field.MapField map) {
      Hint hints = spec.hint().member("fields");
      return map(spec, map, hints, hints.json().propertyStream().map(Map.Entry::getKey).toList());
    }
    if (!(spec.field() instanceof Field.ObjectField field))
      throw spec.hint().wrong("fields are for objects and maps");
    Hint hints = spec.hint().member("fields");
    hints.allow(field.fields().keySet().toArray(String[]::new));
    return object(spec, field.fields(), hints);
  }

  static Value unhinted(ValueSpec spec) {
    if (spec.field() instanceof Field.ObjectField object)
      return object(spec, object.fields(), null);
    if (spec.field() instanceof Field.MapField map)
      return map(spec, map, null, List.of("a", "b", "c"));
    Field.ArrayField array = (Field.ArrayField) spec.field();
    return array(spec, array, null, usual(array));
  }

  private static Value map(ValueSpec spec, Field.MapField map, Hint hints, List<String> names) {
    Map<String, Field> fields = new LinkedHashMap<>();
    names.forEach(name -> fields.put(name, map.values()));
    return object(spec, fields, hints);
  }

  private static Value array(ValueSpec spec, Field.ArrayField field, Hint items, int[] length) {
    Value item = Values.of(new ValueSpec(field.items(), spec.path() + "[]", items, spec.scope()));
    return new ArrayValue(item, length[0], length[1], spec.draws());
  }

  private static Value object(ValueSpec spec, Map<String, Field> fields, Hint hints) {
    return new ObjectValue(
        fields.entrySet().stream()
            .map(
                entry -> {
                  Hint hint =
                      hints != null && hints.has(entry.getKey())
                          ? hints.member(entry.getKey())
                          : null;
                  ValueSpec member =
                      new ValueSpec(
                          entry.getValue(), spec.path() + "." + entry.getKey(), hint, spec.scope());
                  return Members.of(entry.getKey(), member, Values.of(member));
                })
            .toList());
  }

  private static int least(Field.ArrayField field) {
    return field.minItems() == null ? 0 : field.minItems();
  }

  private static int greatest(Field.ArrayField field) {
    return field.maxItems() == null ? 10_000 : field.maxItems();
  }

  /** One to three items, as far as the contract allows. */
  private static int[] usual(Field.ArrayField field) {
    int fewest = Math.min(Math.max(1, least(field)), greatest(field));
    return new int[] {fewest, Math.min(Math.max(MOST_ITEMS, fewest), greatest(field))};
  }
}
