package pipeline.connect.datagen.value;

/**
 * Uniform between two numbers, both included, in steps of 10^-decimals.
 *
 * @param lowest in units of 10^-decimals
 * @param highest likewise
 */
public record UniformNumber(long lowest, long highest, int decimals, Draws draws) implements Value {
  @Override
  public void json(Tick tick, JsonBuffer out) {
    out.fixed(lowest + draws.dice(tick.n()).below(highest - lowest + 1), decimals);
  }
}
