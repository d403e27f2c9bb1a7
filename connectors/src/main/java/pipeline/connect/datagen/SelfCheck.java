package pipeline.connect.datagen;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.datagen.value.EventMaker;
import pipeline.connect.datagen.value.Tick;
import pipeline.connect.encoding.ValueEncoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/**
 * Makes some events of each type before the first record is sent, and reads them as a sink would.
 */
final class SelfCheck {
  private static final int EVENTS = 200;
  private static final long MICROS = 1_767_268_800_000_000L;

  private SelfCheck() {}

  /**
   * @throws ConfigException naming the field whose hint can make what its contract refuses
   */
  static void check(String topic, EventContract contract, EventMaker maker, ValueEncoder encoder) {
    EventReader reader = EventReader.of(contract);
    Row row = reader.newRow();
    for (long n = 0; n < EVENTS; n++) {
      for (byte[] event : maker.everyType(new Tick(n, MICROS))) {
        try {
          reader.read(event, row);
          encoder.check(event);
        } catch (ContractViolation violation) {
          throw new ConfigException(
              "fields."
                  + violation.getMessage()
                  + ": the events of topic "
                  + topic
                  + " would break their contract, such as "
                  + new String(event, StandardCharsets.UTF_8));
        }
      }
    }
  }
}
