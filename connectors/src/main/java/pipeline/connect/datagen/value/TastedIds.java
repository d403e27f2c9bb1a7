package pipeline.connect.datagen.value;

import java.util.List;

/**
 * An item of a catalogue, chosen by a user with a taste: with probability {@code loyalty} from one
 * of the preferred clusters, else from the whole catalogue, by popularity in both. Its case says
 * whether it lies inside the taste.
 */
public final class TastedIds implements Value.Numbered, Value.Cases {
  private static final List<String> CASES = List.of("inside", "outside");

  private final Value.Numbered user;
  private final Taste taste;
  private final double loyalty;
  private final long first;
  private final NumberedText text;
  private final Draws draws;
  private final Zipf whole;
  private final Zipf larger;
  private final Zipf smaller;
  private final long largerClusters;
  private Tick last;
  private long lastNumber;

  /**
   * @param size of the catalogue, at least the number of clusters
   */
  public TastedIds(
      Value.Numbered user,
      Taste taste,
      double loyalty,
      long first,
      long size,
      double exponent,
      NumberedText text,
      Draws draws) {
    this.user = user;
    this.taste = taste;
    this.loyalty = loyalty;
    this.first = first;
    this.text = text;
    this.draws = draws;
    long perCluster = size / taste.clusters();
    this.whole = new Zipf(size, exponent);
    this.smaller = new Zipf(perCluster, exponent);
    this.larger = new Zipf(perCluster + 1, exponent);
    this.largerClusters = size % taste.clusters();
  }

  @Override
  public long number(Tick tick) {
    if (tick != last) {
      lastNumber = first + draw(tick);
      last = tick;
    }
    return lastNumber;
  }

  private long draw(Tick tick) {
    Dice dice = draws.dice(tick.n());
    if (dice.unit() >= loyalty) return whole.draw(dice);
    int[] preferred = taste.preferredBy(user.number(tick));
    int cluster = preferred[(int) dice.below(preferred.length)];
    return cluster + taste.clusters() * (cluster < largerClusters ? larger : smaller).draw(dice);
  }

  @Override
  public List<String> cases() {
    return CASES;
  }

  @Override
  public int caseOf(Tick tick) {
    int cluster = (int) ((number(tick) - first) % taste.clusters());
    return taste.prefers(user.number(tick), cluster) ? 0 : 1;
  }

  @Override
  public void json(Tick tick, JsonBuffer out) {
    text.json(number(tick), out);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    text.text(number(tick), out);
  }
}
