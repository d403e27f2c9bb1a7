package pipeline.connect.encoding;

import java.io.IOException;
import java.util.List;
import pipeline.connect.event.ContractViolation;

/** What is asked of a schema registry. Safe for several threads. */
public interface Registry {
  /**
   * A schema as it was registered.
   *
   * @param type AVRO, JSON, …
   * @param references texts of the schemas that it refers to, after those that they refer to
   *     themselves
   */
  record Registered(int id, String type, String text, List<String> references) {}

  /**
   * @throws ContractViolation when the registry knows no such id
   * @throws RegistryAway when it does not say
   */
  Registered schema(int id) throws ContractViolation, IOException;

  /**
   * @param version null: the newest
   * @throws UnusableSubject when the registry knows no such subject or version
   * @throws RegistryAway when it does not say
   */
  Registered version(String subject, Integer version) throws IOException;

  /** For people: where a schema stands, such as `orders-value version 3`; empty when not known. */
  String versions(int id);
}
