package pipeline.connect.datagen.value;

/**
 * Which clusters of a catalogue a user prefers. An item's cluster is its place in the catalogue
 * modulo the number of clusters; a user's are a random sample, by Floyd's method (CACM 30, 1987),
 * that depends on seed and user only.
 */
public final class Taste {
  private final int clusters;
  private final int[] preferred;
  private final Draws draws;
  private long user = Long.MIN_VALUE;

  /**
   * @param preferred how many clusters each user prefers, at most {@code clusters}
   */
  public Taste(int clusters, int preferred, Draws draws) {
    this.clusters = clusters;
    this.preferred = new int[preferred];
    this.draws = draws;
  }

  int clusters() {
    return clusters;
  }

  /** The clusters of this user; valid until the next call. */
  public int[] preferredBy(long number) {
    if (number == user) return preferred;
    Dice dice = draws.dice(number);
    for (int taken = 0; taken < preferred.length; taken++) {
      int limit = clusters - preferred.length + taken;
      int drawn = (int) dice.below(limit + 1L);
      preferred[taken] = contains(taken, drawn) ? limit : drawn;
    }
    user = number;
    return preferred;
  }

  boolean prefers(long number, int cluster) {
    preferredBy(number);
    return contains(preferred.length, cluster);
  }

  private boolean contains(int taken, int cluster) {
    for (int index = 0; index < taken; index++) {
      if (preferred[index] == cluster) return true;
    }
    return false;
  }
}
