package pipeline.connect.filesystem.chain;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.filesystem.store.PathText;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.sink.KillPoint;
import pipeline.connect.sink.Parallel;

/**
 * Moves a connector's chains to other positions: the files that would come twice are retired before
 * they do.
 */
public final class OffsetReset {
  private static final int ATTEMPTS = 10;

  private final Storage storage;
  private final Parallel parallel;
  private final String connector;

  public OffsetReset(Storage storage, Parallel parallel, String connector) {
    this.storage = storage;
    this.parallel = parallel;
    this.connector = connector;
  }

  /**
   * @param offsets the wanted positions; a null offset is the start of the log. Empty: every
   *     partition of this connector's log, to the start
   */
  public void to(Map<TopicPartition, Long> offsets) throws IOException {
    Map<TopicPartition, Long> wanted = offsets.isEmpty() ? everything() : offsets;
    for (Map.Entry<TopicPartition, Long> entry : wanted.entrySet()) {
      move(
          new Place(connector, entry.getKey().topic(), entry.getKey().partition()),
          entry.getValue());
    }
  }

  private Map<TopicPartition, Long> everything() throws IOException {
    Map<TopicPartition, Long> found = new HashMap<>();
    String logs = "_log/" + PathText.encode(connector);
    for (String topic : storage.list(logs)) {
      for (String partition : storage.list(logs + "/" + topic)) {
        found.put(new TopicPartition(topic, Integer.parseInt(partition)), null);
      }
    }
    return found;
  }

  private void move(Place place, Long wanted) throws IOException {
    Chain chain = new Chain(storage, place);
    String writer = UUID.randomUUID().toString();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Link tip = chain.tip();
      if (tip == null) return;
      LinkApplier applier = new LinkApplier(storage, parallel, chain, place);
      applier.publish(tip);
      if (tip.kind() != Link.Kind.RESET) applier.delete(tip);
      Link link = reset(tip, chain.links(), wanted, writer, attempt);
      if (chain.append(link)) {
        KillPoint.reached("reset-linked");
        chain.foldBefore(link);
        return;
      }
    }
    throw new ConnectException(
        place + ": another writer keeps adding links; is the connector stopped on every worker?");
  }

  /**
   * The link that moves a chain. Its files are deleted by the next opening, which knows whether the
   * topic still has their records; a reset that another reset follows counts for nothing.
   */
  private static Link reset(Link tip, List<Link> links, Long wanted, String writer, int attempt) {
    List<Link> effective = links;
    while (effective.get(effective.size() - 1).kind() == Link.Kind.RESET) {
      effective = effective.subList(0, effective.size() - 1);
    }
    ChainWalk walk = ChainWalk.of(effective);
    long position = walk.tip().to();
    Link link = tip.next(Link.Kind.RESET, writer, attempt, Instant.now().toString());
    if (wanted != null && wanted >= position) {
      List<Link.Lost> skipped =
          wanted > position
              ? List.of(new Link.Lost(position, wanted, "skipped by an offset reset"))
              : List.of();
      return link.moves(position, wanted, skipped).of(tip.contract(), tip.topicId(), null);
    }
    long to = wanted == null ? 0 : walk.boundaryAtOrBefore(wanted);
    return link.moves(position, to, List.of())
        .of(tip.contract(), tip.topicId(), null)
        .retires(walk.filesFrom(to));
  }
}
