package pipeline.connect.datagen.hint;

import java.util.Map;
import pipeline.connect.datagen.value.ArrayValue;
import pipeline.connect.datagen.value.ObjectValue;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** Arrays and objects: {@code items} with {@code length}, and {@code fields}. */
final class Nested {
  private static final int MOST_ITEMS = 3;

  private Nested() {}

  static Value array(Wanted wanted) {
    wanted.hint().allow("items", "length", "present");
    if (!(wanted.field() instanceof Field.ArrayField field))
      throw wanted.hint().wrong("items are for arrays");
    int[] length =
        wanted.hint().has("length")
            ? wanted.hint().member("length").counts(least(field), greatest(field))
            : usual(field);
    return array(wanted, field, wanted.hint().member("items"), length);
  }

  static Value object(Wanted wanted) {
    wanted.hint().allow("fields", "present");
    if (!(wanted.field() instanceof Field.ObjectField field))
      throw wanted.hint().wrong("fields are for objects");
    Hint hints = wanted.hint().member("fields");
    hints.allow(field.fields().keySet().toArray(String[]::new));
    return object(wanted, field.fields(), hints);
  }

  static Value unhinted(Wanted wanted) {
    if (wanted.field() instanceof Field.ObjectField object)
      return object(wanted, object.fields(), null);
    Field.ArrayField array = (Field.ArrayField) wanted.field();
    return array(wanted, array, null, usual(array));
  }

  private static Value array(Wanted wanted, Field.ArrayField field, Hint items, int[] length) {
    Value item = Values.of(new Wanted(field.items(), wanted.path() + "[]", items, wanted.scope()));
    return new ArrayValue(item, length[0], length[1], wanted.draws());
  }

  private static Value object(Wanted wanted, Map<String, Field> fields, Hint hints) {
    return new ObjectValue(
        fields.entrySet().stream()
            .map(
                entry -> {
                  Hint hint =
                      hints != null && hints.has(entry.getKey())
                          ? hints.member(entry.getKey())
                          : null;
                  Wanted member =
                      new Wanted(
                          entry.getValue(),
                          wanted.path() + "." + entry.getKey(),
                          hint,
                          wanted.scope());
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
