package pipeline.connect.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;

/** The event contracts that a sink's configuration holds, by topic. */
public final class TopicContracts {
  /** Prefix of a topic's event contract as canonical JSON (docs/event-contract.md). */
  public static final String PREFIX = "event.";

  private TopicContracts() {}

  /**
   * @return a topic without contract has no entry
   * @throws ConfigException that names the contract and what is wrong with it
   */
  public static Map<String, EventContract> of(Map<String, String> properties) {
    Map<String, EventContract> contracts = new HashMap<>();
    properties.forEach(
        (key, json) -> {
          if (!key.startsWith(PREFIX)) return;
          try {
            EventContract contract = EventContract.parse(json);
            EventReader.of(contract);
            contracts.put(key.substring(PREFIX.length()), contract);
          } catch (IllegalArgumentException cause) {
            throw new ConfigException(key, json, cause.getMessage());
          }
        });
    return contracts;
  }
}
