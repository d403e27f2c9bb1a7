package pipeline.connect.datagen.value;

/** first, first + step, first + 2 step, … by the record's number. */
public record Sequence(long first, long step, NumberedText text) implements Value.Numbered {
  @Override
  public long number(Tick tick) {
    return first + tick.n() * step;
  }

  @Override
  public void json(Tick tick, JsonBuffer out) {
    text.json(number(tick), out);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    text.text(number(tick), out);
  }
}
