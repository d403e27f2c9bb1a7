package pipeline.connect.sink;

import java.time.InstantSource;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.encoding.HttpRegistry;
import pipeline.connect.encoding.KeyDecoder;
import pipeline.connect.encoding.Registry;
import pipeline.connect.encoding.RegistrySettings;
import pipeline.connect.encoding.TopicEncoding;
import pipeline.connect.encoding.ValueDecoder;
import pipeline.connect.event.EventContract;

/** How the values of a sink's topics become the JSON that their contracts read. */
public final class TopicDecoders {
  private final TopicContracts contracts;
  private final Registry registry;

  /**
   * @param registry null where the configuration names none
   * @throws ConfigException that names a topic whose values cannot be read so
   */
  public TopicDecoders(TopicContracts contracts, RegistrySettings registry, InstantSource clock) {
    this.contracts = contracts;
    this.registry = registry == null ? null : new HttpRegistry(registry, clock);
    contracts
        .byTopic()
        .forEach((topic, contract) -> check(TopicContracts.PREFIX + topic, contract));
    if (contracts.others() != null) check(TopicContracts.OTHERS, contracts.others());
  }

  private void check(String key, EventContract contract) {
    try {
      TopicEncoding.decoder(contract, registry);
    } catch (IllegalArgumentException cause) {
      throw new ConfigException(key, null, cause.getMessage());
    }
  }

  /** A decoder of its own for each call; what the registry said is shared. */
  public ValueDecoder of(String topic) {
    return TopicEncoding.decoder(contracts.of(topic), registry);
  }

  /** The same for keys. */
  public KeyDecoder ofKeys(String topic) {
    return KeyDecoder.of(contracts.of(topic), registry);
  }
}
