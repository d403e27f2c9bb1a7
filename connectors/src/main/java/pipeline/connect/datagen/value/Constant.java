package pipeline.connect.datagen.value;

/**
 * The same in every record.
 *
 * @param json its JSON text
 * @param text the same as it stands inside a string
 */
public record Constant(byte[] json, byte[] text) implements Value {
  @Override
  public void json(Tick tick, JsonBuffer out) {
    out.put(json);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    out.put(text);
  }
}
