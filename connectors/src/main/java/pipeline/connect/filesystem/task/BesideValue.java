package pipeline.connect.filesystem.task;

import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;

/**
 * Adds to a row what files hold of its record beside the value. Belongs to one thread at a time.
 */
interface BesideValue {
  /** Where the place in the topic is all. */
  BesideValue NOTHING = (record, row) -> {};

  /**
   * @param row of the record's value; null: it has none
   * @throws ContractViolation when the record has what files cannot hold
   * @throws IOException when what is needed to read the key cannot be had now
   */
  void add(SinkRecord record, Row row) throws ContractViolation, IOException;

  /**
   * Asks again for what could not be had.
   *
   * @throws IOException when it still cannot
   */
  default void await() throws IOException {}
}
