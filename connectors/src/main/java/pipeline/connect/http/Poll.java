package pipeline.connect.http;

/**
 * Where a target is on its schedule, and the last answer that became a record. Belongs to the
 * task's thread.
 */
final class Poll {
  final Target target;
  final int index;

  /** Milliseconds since the epoch of the next request. */
  long due;

  boolean inFlight;

  /** Failures one after the other. */
  int failures;

  /** Whether the API did not know the target when it was last asked. */
  boolean unknown;

  /** Why it gives nothing, until it does; null while all is well. */
  String trouble;

  /** Milliseconds since the epoch. */
  long troubleSince;

  /** The `unchanged` value of the last record, as JSON text; null before the first. */
  String last;

  Poll(Target target, int index, String last) {
    this.target = target;
    this.index = index;
    this.last = last;
  }

  /** Remembers since when it gives nothing. */
  void troubledBy(String reason, long now) {
    if (trouble == null) troubleSince = now;
    trouble = reason;
  }
}
