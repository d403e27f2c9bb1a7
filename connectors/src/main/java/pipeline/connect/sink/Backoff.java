package pipeline.connect.sink;

/** Growing pauses between attempts, in milliseconds. */
final class Backoff {
  private static final long FIRST = 500;
  private static final long LONGEST = 30_000;

  private long pause = FIRST;

  long next() {
    long now = pause;
    pause = Math.min(LONGEST, pause * 2);
    return now;
  }

  void success() {
    pause = FIRST;
  }
}
