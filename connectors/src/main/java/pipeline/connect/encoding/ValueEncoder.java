package pipeline.connect.encoding;

import java.io.IOException;
import pipeline.connect.event.ContractViolation;

/** Makes values in a topic's format of JSON. Belongs to one thread at a time. */
public interface ValueEncoder {
  /** Values that stay JSON. */
  ValueEncoder PLAIN = json -> json;

  /**
   * @throws ContractViolation when the JSON is no value of the schema
   * @throws UnusableSubject when the registry has no schema to write with
   * @throws RegistryAway when what is needed to write it cannot be had now
   */
  byte[] encode(byte[] json) throws ContractViolation, IOException;

  /**
   * Encodes for nothing, where the registry need not be asked for that.
   *
   * @throws ContractViolation when the JSON is no value of the schema
   */
  default void check(byte[] json) throws ContractViolation {}
}
