package pipeline.connect.filesystem.chain;

import java.util.List;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.TopicFacts.Facts;

/**
 * Decides with which link a writer takes over a chain, from the chain's tip and what Kafka says.
 * Touches nothing.
 *
 * @param contract its digest; null where the topic has none
 * @param layout of the files' directories, as links carry it; null: by topic and type only
 */
public record ChainTakeover(Place place, boolean continueOnLoss, String contract, String layout) {

  /**
   * @param attempt how many links this writer has tried to add with this one
   * @param before the chain's tip, its work done; null when the chain is empty
   * @throws DataLoss when records that the chain owes are gone and the sink may not go on without
   *     them
   */
  public Link link(Link before, Facts facts, String writer, long attempt, String time) {
    if (before == null) return ofPresent(Link.first(writer, time, facts.start()), facts, null);
    Link link = ofPresent(before.next(Link.Kind.OPEN, writer, attempt, time), facts, before.last());
    String replaced = replaced(before, facts);
    if (replaced != null) return ofAnotherTopic(link, facts, replaced);
    if (facts.logStart() <= before.to()) return link;
    if (before.kind() == Link.Kind.RESET)
      return link.moves(facts.logStart(), facts.logStart(), List.of());
    if (!continueOnLoss) throw DataLoss.overtaken(place, before.to(), facts.logStart());
    Link.Lost lost = Link.Lost.removed(before.to(), facts.logStart());
    return link.moves(before.to(), facts.logStart(), List.of(lost));
  }

  private Link ofPresent(Link link, Facts facts, Link.Last last) {
    return link.of(contract, facts.topicId(), last).laidOut(layout);
  }

  private static String replaced(Link before, Facts facts) {
    if (before.kind() == Link.Kind.RESET) return null;
    if (before.topicId() != null && !before.topicId().equals(facts.topicId())) {
      return "the topic was deleted and created again";
    }
    return facts.logEnd() < before.to() ? "the topic now ends at offset " + facts.logEnd() : null;
  }

  private Link ofAnotherTopic(Link link, Facts facts, String what) {
    if (!continueOnLoss) throw DataLoss.replaced(place, link.from(), what);
    Link.Lost lost = new Link.Lost(link.from(), link.from(), what);
    return link.moves(facts.logStart(), facts.logStart(), List.of(lost))
        .of(contract, facts.topicId(), null);
  }
}
