package pipeline.connect.encoding;

import java.io.IOException;
import pipeline.connect.event.ContractViolation;

/**
 * Makes the JSON that a contract reads out of a record's value. Belongs to one thread at a time.
 */
public interface ValueDecoder {
  /** Values that are JSON already. */
  ValueDecoder PLAIN = value -> value;

  /**
   * @param value null is a tombstone, which stays one
   * @throws ContractViolation when the value is not in the topic's format
   * @throws RegistryAway when what is needed to read it cannot be had now
   */
  byte[] decode(byte[] value) throws ContractViolation, IOException;

  /**
   * Asks again for what could not be had.
   *
   * @throws RegistryAway when it still cannot
   */
  default void await() throws IOException {}
}
