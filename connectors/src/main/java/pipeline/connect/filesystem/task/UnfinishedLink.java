package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.chain.ChainTakeover;
import pipeline.connect.filesystem.chain.ChainWalk;
import pipeline.connect.filesystem.chain.DataLoss;
import pipeline.connect.filesystem.chain.Fenced;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.chain.LinkApplier;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.KillPoint;
import pipeline.connect.sink.TopicFacts.Facts;

/**
 * What the newest link of a chain began or asks for, and whoever opens the chain ends: renames,
 * deletions, a retry of dead letters.
 */
record UnfinishedLink(
    PartitionContext context,
    Place place,
    Chain chain,
    LinkApplier applier,
    ChainTakeover takeover,
    DeadLetterRetry retry) {

  /**
   * @return the newest link afterwards: that one, or the answer to it, whose writer is `writer`
   * @throws DataLoss when a reset wants records again that the topic no longer has
   */
  Link end(Link link, Facts facts, String writer) throws IOException {
    applier.publish(link);
    if (link.kind() == Link.Kind.RESET && !context.settings().continueOnLoss())
      refuseIrrecoverable(link, facts);
    applier.delete(link);
    return asksForRetry(link, facts) ? answer(link, writer) : link;
  }

  private void refuseIrrecoverable(Link reset, Facts facts) throws IOException {
    if (facts.logStart() <= reset.to() || reset.retired().isEmpty()) return;
    List<Link> links = chain.links();
    Set<String> retired = Set.copyOf(reset.retired());
    boolean needed =
        links.stream()
            .flatMap(link -> link.files().stream())
            .filter(file -> retired.contains(file.path()) && file.first() >= reset.to())
            .anyMatch(file -> file.first() < facts.logStart());
    long safe =
        ChainWalk.of(links.subList(0, links.size() - 1)).boundaryAtOrAfter(facts.logStart());
    if (needed) throw DataLoss.irrecoverable(place, reset.to(), facts.logStart(), safe);
  }

  /** Offsets of another topic of the same name mean nothing. */
  private static boolean asksForRetry(Link link, Facts facts) {
    return link.kind() == Link.Kind.RETRY && facts.topicId().equals(link.topicId());
  }

  /** Does what a `retry` link asks for; returns the link that says what came of it. */
  private Link answer(Link order, String writer) throws IOException {
    KillPoint.reached("retry-begun");
    Link next =
        order
            .next(Link.Kind.RESTORE, writer, 1, context.clock().instant().toString())
            .of(takeover.contract(), order.topicId(), order.last())
            .laidOut(takeover.layout());
    Link link = retry.carryOut(order, next);
    applier.prepare(link.files());
    if (!chain.append(link)) throw new Fenced(place, link.seq());
    KillPoint.reached("restore-linked");
    if (chain.continuesAfter(link)) throw new Fenced(place, link.seq() + 1);
    applier.publish(link);
    KillPoint.reached("restore-published");
    chain.foldBefore(link);
    return link;
  }
}
