package pipeline.connect.jdbc.table;

import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;
import pipeline.connect.jdbc.config.JdbcConfig;
import pipeline.connect.jdbc.config.JdbcSettings;

/** Whether fields can tell rows apart: each record has them, and equal ones are equal bytes. */
final class KeyFields {
  private KeyFields() {}

  /**
   * @throws ConfigException that says what is wrong with a field of the key
   */
  static void check(JdbcSettings settings, EventContract contract) {
    for (String name : settings.key()) {
      String problem = problem(name, contract);
      if (problem != null) throw new ConfigException(JdbcConfig.KEY, name, problem);
    }
    if (new TreeSet<>(settings.key()).size() < settings.key().size())
      throw new ConfigException(JdbcConfig.KEY, settings.key(), "names a field twice");
  }

  private static String problem(String name, EventContract contract) {
    Field field = contract.fields().get(name);
    if (field == null)
      return "is not among the common fields of event "
          + contract.name()
          + ": "
          + new TreeSet<>(contract.fields().keySet());
    if (!field.required()) return "may be absent, so it is no part of a key";
    if (!StoredAs.of(field).isSingle()) return "holds no single value, so it is no part of a key";
    if (field instanceof Field.NumberField number && number.decimals() == null)
      return "is no exact number: give it decimals, or make it an integer";
    return null;
  }
}
