package pipeline.connect.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A common field of a contract, or one inside of such.
 *
 * @param names from the top of the event down to the field
 */
public record FieldPath(List<String> names, Field field) {
  /**
   * Finds a field by its name, or by names with dots between them from the top down; a name that
   * has dots itself comes first.
   *
   * @return null when events of the contract have no such field in common
   */
  public static FieldPath find(EventContract contract, String written) {
    Map<String, Field> fields = contract.fields();
    if (fields.containsKey(written)) return new FieldPath(List.of(written), fields.get(written));
    List<String> names = List.of(written.split("\\.", -1));
    Field field = null;
    for (String name : names) {
      field = fields.get(name);
      if (field == null) return null;
      fields = field instanceof Field.ObjectField object ? object.fields() : Map.of();
    }
    return new FieldPath(names, field);
  }

  /** The last of its names. */
  public String name() {
    return names.get(names.size() - 1);
  }

  /** Of each object on the way, which of its fields comes next. */
  int[] steps(Field top) {
    int[] steps = new int[names.size() - 1];
    Field outer = top;
    for (int i = 0; i < steps.length; i++) {
      Map<String, Field> fields = ((Field.ObjectField) outer).fields();
      steps[i] = new ArrayList<>(fields.keySet()).indexOf(names.get(i + 1));
      outer = fields.get(names.get(i + 1));
    }
    return steps;
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
