package pipeline.connect.datagen.value;

/**
 * The record's event time as a whole number since the epoch.
 *
 * @param unit microseconds in one of its units: 1,000,000 for seconds, 1,000 for milliseconds
 * @param late up to so many microseconds before the record's time
 */
public record EpochTime(long unit, long late, Draws draws) implements Value {
  @Override
  public void json(Tick tick, JsonBuffer out) {
    long micros = late == 0 ? tick.micros() : tick.micros() - draws.dice(tick.n()).below(late);
    out.number(Math.floorDiv(micros, unit));
  }
}
