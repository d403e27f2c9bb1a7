package pipeline.connect.datagen.hint;

import pipeline.connect.datagen.value.Draws;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/**
 * What a value to be generated must be: the field it fits, and the hint for it.
 *
 * @param path names its random numbers: {@code price}, {@code price.laptop}, {@code products[]}
 * @param hint null when the contract alone decides
 */
record ValueSpec(Field field, String path, Hint hint, Scope scope) {
  Draws draws() {
    return draws("field");
  }

  Draws draws(String purpose) {
    return new Draws(scope.seed(), purpose + ":" + path);
  }

  /** The same field, made in another way. */
  ValueSpec as(String name, Hint otherHint) {
    return new ValueSpec(field, path + "." + name, otherHint, scope);
  }

  /** The value of another field of the same record that has what this one needs of it. */
  <T extends Value> T other(Hint name, Class<T> needed, String lacking) {
    Value value = scope.value(name);
    if (!needed.isInstance(value)) throw name.wrong("field " + name.text() + " " + lacking);
    return needed.cast(value);
  }
}
