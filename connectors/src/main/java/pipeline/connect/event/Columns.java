package pipeline.connect.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which slot of a row each top-level field of a contract has. Types share a slot where name and
 * storage agree.
 */
public final class Columns {
  /** A field and its place in the row. */
  public record Column(String name, Field field, int slot) {}

  private final EventContract contract;
  private final Map<String, Map<String, Column>> byType = new HashMap<>();
  private final List<Column> all = new ArrayList<>();

  /** Columns of a contract; of null: none. */
  public Columns(EventContract contract) {
    this.contract = contract;
    if (contract == null) return;
    Map<String, Column> common = add(new LinkedHashMap<>(), contract.fields());
    if (contract.types().isEmpty()) byType.put(contract.name(), common);
    contract
        .types()
        .forEach((type, fields) -> byType.put(type, add(new LinkedHashMap<>(common), fields)));
  }

  private Map<String, Column> add(Map<String, Column> columns, Map<String, Field> fields) {
    fields.forEach((name, field) -> columns.put(name, new Column(name, field, slot(name, field))));
    return columns;
  }

  private int slot(String name, Field field) {
    for (Column column : all) {
      if (column.name.equals(name) && ColumnCompatibility.compatible(column.field, field))
        return column.slot;
    }
    all.add(new Column(name, field, all.size()));
    return all.size() - 1;
  }

  /** The columns of one type: the common ones, then its own. */
  public Collection<Column> of(String type) {
    return byType.get(type).values();
  }

  /**
   * The columns of all types side by side.
   *
   * @throws IllegalArgumentException when one name would need two columns
   */
  public Collection<Column> together() {
    Map<String, Column> together = new LinkedHashMap<>();
    for (Column column : all) {
      if (together.put(column.name, column) != null) {
        throw new IllegalArgumentException(
            "event "
                + contract.name()
                + ": "
                + column.name
                + " has two types, so its types cannot share one schema; use a schema per type");
      }
    }
    return together.values();
  }

  /** Slot of the undeclared members. */
  public int rest() {
    return all.size();
  }

  /** Slots of a row, the one of the undeclared members included. */
  int count() {
    return all.size() + 1;
  }

  /** The column of a field that all types have. */
  Column common(String name) {
    return find(
        contract.types().isEmpty() ? contract.name() : contract.types().keySet().iterator().next(),
        name);
  }

  Column find(String type, String name) {
    Map<String, Column> columns = byType.get(type);
    return columns == null ? null : columns.get(name);
  }
}
