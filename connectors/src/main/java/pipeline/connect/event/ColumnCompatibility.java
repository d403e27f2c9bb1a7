package pipeline.connect.event;

import java.util.ArrayList;
import java.util.Objects;

/** Tells whether fields are stored in the same way, whatever else they demand of a value. */
final class ColumnCompatibility {
  private ColumnCompatibility() {}

  /** Whether values of both fields fit one column. */
  static boolean compatible(Field one, Field other) {
    if (one.getClass() != other.getClass()) return false;
    if (one instanceof Field.StringField a && other instanceof Field.StringField b) {
      return column(a.format()) == column(b.format());
    }
    if (one instanceof Field.NumberField a && other instanceof Field.NumberField b) {
      return Objects.equals(a.decimals(), b.decimals());
    }
    if (one instanceof Field.ArrayField a && other instanceof Field.ArrayField b)
      return compatible(a.items(), b.items());
    if (one instanceof Field.ObjectField a && other instanceof Field.ObjectField b)
      return compatible(a, b);
    return true;
  }

  private static boolean compatible(Field.ObjectField one, Field.ObjectField other) {
    return new ArrayList<>(one.fields().keySet()).equals(new ArrayList<>(other.fields().keySet()))
        && one.fields().entrySet().stream()
            .allMatch(entry -> compatible(entry.getValue(), other.fields().get(entry.getKey())));
  }

  private static int column(Field.Format format) {
    return switch (format) {
      case DATE_TIME, LOCAL_DATE_TIME -> 1;
      case DATE -> 2;
      default -> 0;
    };
  }
}
