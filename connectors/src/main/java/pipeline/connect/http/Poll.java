package pipeline.connect.http;

/** Where a target is on its schedule, and what its answers become. Belongs to the task's thread. */
final class Poll {
  final Target target;
  final int index;
  final Reading reading;

  /** Milliseconds since the epoch of the next request. */
  long due;

  boolean inFlight;

  /** The Authorization header of the last request, or null. */
  volatile String authorization;

  /** Failures one after the other. */
  int failures;

  /** Whether the API did not know the target when it was last asked. */
  boolean unknown;

  /** Why it gives nothing, until it does; null while all is well. */
  String trouble;

  /** Milliseconds since the epoch. */
  long troubleSince;

  Poll(Target target, int index, Reading reading) {
    this.target = target;
    this.index = index;
    this.reading = reading;
  }

  /** Remembers since when it gives nothing. */
  void troubledBy(String reason, long now) {
    if (trouble == null) troubleSince = now;
    trouble = reason;
  }
}
