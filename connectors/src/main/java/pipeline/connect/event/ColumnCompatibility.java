package pipeline.connect.event;

import java.util.ArrayList;

/** Tells whether fields are stored in the same way, whatever else they demand of a value. */
final class ColumnCompatibility {
  private ColumnCompatibility() {}

  /** Whether values of both fields fit one column. */
  static boolean compatible(Field one, Field other) {
    StoredAs stored = StoredAs.of(one);
    if (stored != StoredAs.of(other)) return false;
    return switch (stored) {
      case DECIMAL -> StoredAs.decimals(one) == StoredAs.decimals(other);
      case LIST -> compatible(((Field.ArrayField) one).items(), ((Field.ArrayField) other).items());
      case MAP -> compatible(((Field.MapField) one).values(), ((Field.MapField) other).values());
      case GROUP -> compatible((Field.ObjectField) one, (Field.ObjectField) other);
      default -> true;
    };
  }

  private static boolean compatible(Field.ObjectField one, Field.ObjectField other) {
    return new ArrayList<>(one.fields().keySet()).equals(new ArrayList<>(other.fields().keySet()))
        && one.fields().entrySet().stream()
            .allMatch(entry -> compatible(entry.getValue(), other.fields().get(entry.getKey())));
  }
}
