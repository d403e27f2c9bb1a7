package pipeline.connect.datagen.value;

/**
 * Drawn once per number of another field (a user), or once per such number and period of event
 * time: a session. The periods of different users begin at different times.
 */
public final class Per implements Value {
  private final Value.Numbered other;
  private final long period;
  private final Value value;
  private final Draws draws;

  /**
   * @param period microseconds; 0 = for ever
   */
  public Per(Value.Numbered other, long period, Value value, Draws draws) {
    this.other = other;
    this.period = period;
    this.value = value;
    this.draws = draws;
  }

  @Override
  public void json(Tick tick, JsonBuffer out) {
    value.json(shared(tick), out);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    value.text(shared(tick), out);
  }

  private Tick shared(Tick tick) {
    long number = other.number(tick);
    if (period == 0) return new Tick(number, tick.micros());
    long phase = draws.dice(number).below(period);
    return new Tick(
        draws.hash(number, Math.floorDiv(tick.micros() + phase, period)), tick.micros());
  }
}
