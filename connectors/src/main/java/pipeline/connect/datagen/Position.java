package pipeline.connect.datagen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The source offset: what is done and what must be remembered to go on. docs/datagen.md describes
 * it for readers of Connect's REST API.
 *
 * @param next number of the first record that is not yet made
 * @param timeline in effect
 * @param finished whether {@code next} is all there is to make
 */
record Position(long next, Timeline timeline, boolean finished) {
  static final Map<String, String> PARTITION = Map.of("source", "datagen");
  private static final String NEXT = "n";
  private static final String START = "start";
  private static final String RATE = "rate";
  private static final String FINISHED = "finished";

  Map<String, Object> toMap() {
    return finished
        ? Map.of(NEXT, next, START, timeline.start(), RATE, timeline.rate(), FINISHED, true)
        : Map.of(NEXT, next, START, timeline.start(), RATE, timeline.rate());
  }

  /**
   * Where to go on.
   *
   * @param offset as stored; null at the first start. One that says only {@code n} gets a start
   *     that makes it due now.
   * @throws ConnectException when it is no such offset
   */
  static Position from(Map<String, ?> offset, double rate, long nowMicros) {
    if (offset == null) return new Position(0, new Timeline(nowMicros, rate), false);
    check(offset);
    long next = ((Number) offset.get(NEXT)).longValue();
    if (!offset.containsKey(START))
      return new Position(next, Timeline.with(next, nowMicros, rate), false);
    double before = offset.get(RATE) instanceof Number given ? given.doubleValue() : rate;
    Timeline timeline = new Timeline(((Number) offset.get(START)).longValue(), before);
    return new Position(next, timeline.bentAt(next, rate), false);
  }

  /**
   * @throws ConnectException when it is no offset of this source
   */
  static void check(Map<String, ?> offset) {
    Map<String, Object> others = new LinkedHashMap<>(offset);
    others.remove(FINISHED);
    boolean numbers = others.values().stream().allMatch(Number.class::isInstance);
    others.keySet().removeAll(Set.of(NEXT, START, RATE));
    if (!numbers
        || !others.isEmpty()
        || !offset.containsKey(NEXT)
        || ((Number) offset.get(NEXT)).longValue() < 0) {
      throw new ConnectException(
          "This is no offset of a datagen source: "
              + offset
              + ". It has the number n of the next"
              + " record, and perhaps start (microseconds since the epoch) and rate (records per second).");
    }
  }
}
