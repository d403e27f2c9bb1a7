package pipeline.connect.filesystem.task;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import pipeline.connect.filesystem.config.TimePattern;

/**
 * Names directories after times on the clock of a zone. Where that clock is set back, what it shows
 * twice has one directory. Belongs to one thread.
 */
final class TimeDirectories {
  private static final long MICROS = 1_000_000;

  private final DateTimeFormatter formatter;
  private final ZoneRules rules;
  private final long block;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private String name;

  TimeDirectories(String pattern, ZoneId zone) {
    formatter = TimePattern.formatter(pattern);
    rules = zone.getRules();
    block = TimePattern.hasMinutes(pattern) ? 60 : 3_600;
  }

  /** The directory of a time in microseconds since 1970. Times near the last one have the same. */
  String of(long micros) {
    if (micros < from || micros >= to) find(Math.floorDiv(micros, MICROS));
    return name;
  }

  private void find(long second) {
    Instant instant = Instant.ofEpochSecond(second);
    ZoneOffset offset = rules.getOffset(instant);
    long local = Math.floorDiv(second + offset.getTotalSeconds(), block) * block;
    long begin = local - offset.getTotalSeconds();
    long end = begin + block;
    ZoneOffsetTransition last = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    if (last != null) begin = Math.max(begin, last.toEpochSecond());
    if (next != null) end = Math.min(end, next.toEpochSecond());
    from = begin * MICROS;
    to = end * MICROS;
    name = formatter.format(LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC));
  }
}
