package pipeline.connect.datagen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.datagen.hint.EventCompiler;
import pipeline.connect.datagen.hint.FieldHints;
import pipeline.connect.datagen.hint.TypeWeights;
import pipeline.connect.datagen.value.Draws;
import pipeline.connect.datagen.value.EventMaker;
import pipeline.connect.datagen.value.Tick;
import pipeline.connect.datagen.value.Weights;
import pipeline.connect.encoding.Registry;
import pipeline.connect.encoding.RegistryAway;
import pipeline.connect.encoding.TopicEncoding;
import pipeline.connect.encoding.ValueEncoder;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;

/**
 * The topics of a source and how its records split over them. An instance belongs to one thread.
 */
final class Targets {
  /** One topic with the maker of its events, and how these become its values. */
  record Target(String topic, EventMaker maker, ValueEncoder encoder) {
    /**
     * @throws RegistryAway when it cannot be made now
     * @throws ConnectException when it cannot be made
     */
    byte[] value(Tick tick) throws RegistryAway {
      try {
        return encoder.encode(maker.value(tick));
      } catch (RegistryAway away) {
        throw away;
      } catch (ContractViolation | IOException wrong) {
        throw new ConnectException(topic + ": " + wrong.getMessage(), wrong);
      }
    }
  }

  private final List<Target> targets = new ArrayList<>();
  private final Weights shares;
  private final Draws draws;

  /**
   * @throws ConfigException naming the setting or hint that is wrong
   */
  Targets(DatagenConfig config) {
    FieldHints hints = FieldHints.of(config.seed(), config.json(DatagenConfig.FIELDS));
    Registry registry = config.registry();
    TypeWeights types = new TypeWeights(config.json(DatagenConfig.TYPES));
    for (String topic : config.topics()) {
      EventContract contract = contract(config, topic);
      EventMaker maker =
          EventCompiler.compile(contract, hints.of(topic), types, config.ofTopic(topic, "key"));
      ValueEncoder encoder = encoder(topic, contract, registry);
      SelfCheck.check(topic, contract, maker, encoder);
      targets.add(new Target(topic, maker, encoder));
    }
    hints.refuseUnused();
    types.refuseUnused();
    shares =
        new Weights(config.topics().stream().mapToDouble(topic -> share(config, topic)).toArray());
    draws = new Draws(config.seed(), "topic");
  }

  Target of(Tick tick) {
    return targets.size() == 1 ? targets.get(0) : targets.get(shares.draw(draws.dice(tick.n())));
  }

  private static EventContract contract(DatagenConfig config, String topic) {
    String json = config.ofTopic(topic, "event");
    if (json == null)
      throw new ConfigException("topic." + topic + ".event is missing: the contract of its events");
    try {
      return EventContract.parse(json);
    } catch (IllegalArgumentException error) {
      throw new ConfigException("topic." + topic + ".event: " + error.getMessage());
    }
  }

  private static ValueEncoder encoder(String topic, EventContract contract, Registry registry) {
    try {
      return TopicEncoding.encoder(contract, registry);
    } catch (IllegalArgumentException error) {
      throw new ConfigException("topic." + topic + ".event: " + error.getMessage());
    }
  }

  private static double share(DatagenConfig config, String topic) {
    String text = config.ofTopic(topic, "share");
    try {
      double share = text == null ? 1 : Double.parseDouble(text);
      if (share > 0 && share < Double.POSITIVE_INFINITY) return share;
    } catch (NumberFormatException error) {
      throw new ConfigException("topic." + topic + ".share: " + text + " is no number");
    }
    throw new ConfigException("topic." + topic + ".share: " + text + " is not above 0");
  }
}
