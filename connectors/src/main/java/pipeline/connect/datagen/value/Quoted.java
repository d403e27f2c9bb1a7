package pipeline.connect.datagen.value;

/** A number as a text. */
public record Quoted(Value number) implements Value.Text {
  @Override
  public void text(Tick tick, JsonBuffer out) {
    number.json(tick, out);
  }
}
