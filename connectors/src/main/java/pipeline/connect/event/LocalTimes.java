package pipeline.connect.event;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A zone's offset by local time. Times that the clock skips in spring, and times that come twice in
 * autumn, are read with the offset before the change. The stretch between two changes is
 * remembered.
 */
final class LocalTimes {
  private final ZoneRules rules;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private int offset;

  LocalTimes(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Seconds to subtract from local seconds since the epoch. */
  int offset(long localSeconds) {
    if (localSeconds >= from && localSeconds < to) return offset;
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null) return change.getOffsetBefore().getTotalSeconds();
    ZoneOffset found = rules.getOffset(local);
    ZoneOffsetTransition before = rules.previousTransition(local.toInstant(found).plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(local.toInstant(found));
    from =
        before == null
            ? Long.MIN_VALUE
            : Math.max(local(before.getDateTimeBefore()), local(before.getDateTimeAfter()));
    to =
        after == null
            ? Long.MAX_VALUE
            : Math.min(local(after.getDateTimeBefore()), local(after.getDateTimeAfter()));
    offset = found.getTotalSeconds();
    return offset;
  }

  private static long local(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }
}
