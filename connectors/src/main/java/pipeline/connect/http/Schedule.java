package pipeline.connect.http;

import java.util.random.RandomGenerator;

/**
 * When targets are asked, in milliseconds. First all of them in quick succession, then each at its
 * own place in the interval, so that the requests are spread evenly. Failures wait longer each
 * time, with jitter, so that targets which failed together do not come back together.
 */
final class Schedule {
  private static final long QUICK = 250;
  private static final long FIRST_PAUSE = 1_000;
  private static final long LONGEST_PAUSE = 300_000;
  private static final int RARELY = 30;

  private final long start;
  private final long every;
  private final int targets;
  private final RandomGenerator random;

  Schedule(long start, long every, int targets, RandomGenerator random) {
    this.start = start;
    this.every = every;
    this.targets = targets;
    this.random = random;
  }

  long first(int index) {
    return start + index * Math.min(QUICK, every / targets);
  }

  /** The next place of that target in the intervals after `now`. */
  long next(int index, long now) {
    long place = start + index * every / targets;
    return place + (Math.floorDiv(now - place, every) + 1) * every;
  }

  /** After so many failures in a row: half of the pause is certain, half is chance. */
  long afterFailures(int failures, long now) {
    long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures - 1, 20));
    return now + pause / 2 + random.nextLong(pause / 2 + 1);
  }

  /** For a target that the API does not know. */
  long rarely(long now) {
    return now + RARELY * every;
  }
}
