package pipeline.connect.datagen.value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The record's event time as text. Consecutive records mostly share their second, whose text is
 * kept.
 */
public final class EventTime implements Value.Text {
  private static final long SECOND = 1_000_000;

  private final ZoneId zone;
  private final boolean timeOfDay;
  private final byte[] suffix;
  private final long late;
  private final Draws draws;
  private final JsonBuffer kept = new JsonBuffer();
  private byte[] keptText;
  private long keptSecond = Long.MIN_VALUE;

  private EventTime(ZoneId zone, boolean timeOfDay, String suffix, long late, Draws draws) {
    this.zone = zone;
    this.timeOfDay = timeOfDay;
    this.suffix = suffix.getBytes(StandardCharsets.US_ASCII);
    this.late = late;
    this.draws = draws;
  }

  /**
   * {@code 2025-12-17T10:46:33.486910Z}; up to {@code late} microseconds before the record's time.
   */
  public static EventTime utc(long late, Draws draws) {
    return new EventTime(ZoneOffset.UTC, true, "Z", late, draws);
  }

  /** {@code 2025-12-17T11:46:33.486910}, without a zone. */
  public static EventTime local(ZoneId zone, long late, Draws draws) {
    return new EventTime(zone, true, "", late, draws);
  }

  /** {@code 2025-12-17}. */
  public static EventTime date(ZoneId zone, long late, Draws draws) {
    return new EventTime(zone, false, "", late, draws);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    long micros = late == 0 ? tick.micros() : tick.micros() - draws.dice(tick.n()).below(late);
    long second = Math.floorDiv(micros, SECOND);
    if (second != keptSecond) keep(second);
    out.put(keptText);
    if (!timeOfDay) return;
    out.put('.');
    out.padded(micros - second * SECOND, 6);
    out.put(suffix);
  }

  private void keep(long second) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone);
    kept.clear();
    kept.padded(time.getYear(), 4);
    part('-', time.getMonthValue());
    part('-', time.getDayOfMonth());
    if (timeOfDay) {
      part('T', time.getHour());
      part(':', time.getMinute());
      part(':', time.getSecond());
    }
    keptText = kept.copy();
    keptSecond = second;
  }

  private void part(char separator, int number) {
    kept.put(separator);
    kept.padded(number, 2);
  }
}
