package pipeline.connect.datagen.value;

/**
 * An array of values that are drawn one by one.
 *
 * @param fewest items
 * @param most items
 */
public record ArrayValue(Value item, int fewest, int most, Draws draws) implements Value {
  @Override
  public void json(Tick tick, JsonBuffer out) {
    long count = fewest + draws.dice(tick.n()).below(most - fewest + 1L);
    out.put('[');
    for (long index = 0; index < count; index++) {
      if (index > 0) out.put(',');
      item.json(new Tick(draws.hash(tick.n(), index), tick.micros()), out);
    }
    out.put(']');
  }
}
