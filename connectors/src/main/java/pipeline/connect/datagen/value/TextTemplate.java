package pipeline.connect.datagen.value;

import java.util.List;

/** Text with the values of other fields in it. */
public record TextTemplate(List<Value> parts) implements Value.Text {
  @Override
  public void text(Tick tick, JsonBuffer out) {
    for (Value part : parts) part.text(tick, out);
  }
}
