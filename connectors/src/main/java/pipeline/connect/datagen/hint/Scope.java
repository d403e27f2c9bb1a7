package pipeline.connect.datagen.hint;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/**
 * The fields that may refer to each other: an event's common ones, or those of one of its types
 * with the common ones behind them. Each is made when it is first asked for.
 */
final class Scope {
  private final Scope outer;
  private final FieldHints hints;
  private final String type;
  private final Map<String, Field> fields;
  private final ZoneId zone;
  private final Map<String, Value> values = new HashMap<>();
  private final Set<String> unfinished = new HashSet<>();

  Scope(FieldHints hints, Map<String, Field> fields, ZoneId zone) {
    this(null, hints, null, fields, zone);
  }

  private Scope(
      Scope outer, FieldHints hints, String type, Map<String, Field> fields, ZoneId zone) {
    this.outer = outer;
    this.hints = hints;
    this.type = type;
    this.fields = fields;
    this.zone = zone;
  }

  /** The scope of a type: its fields, and behind them these. */
  Scope inner(String typeName, Map<String, Field> typeFields) {
    return new Scope(this, hints, typeName, typeFields, zone);
  }

  /** Gives a field a value that no hint decides: the discriminator. */
  void define(String name, Value value) {
    values.put(name, value);
  }

  long seed() {
    return hints.seed();
  }

  ZoneId zone() {
    return zone;
  }

  Map<String, Field> fields() {
    return fields;
  }

  Hint hintOf(String name) {
    return hints.of(type, name);
  }

  /** The value of the field that a hint names. */
  Value value(Hint reference) {
    String name = reference.text();
    if (values.containsKey(name)) return values.get(name);
    if (!fields.containsKey(name)) {
      if (outer == null) throw reference.wrong("no field " + name + " is known here");
      return outer.value(reference);
    }
    if (unfinished.contains(name)) throw reference.wrong("fields depend on each other in a circle");
    return value(name);
  }

  /** The value of one of this scope's own fields. */
  Value value(String name) {
    Value made = values.get(name);
    if (made != null) return made;
    unfinished.add(name);
    made = Values.of(new ValueSpec(fields.get(name), name, hintOf(name), this));
    unfinished.remove(name);
    values.put(name, made);
    return made;
  }
}
