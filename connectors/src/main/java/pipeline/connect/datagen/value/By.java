package pipeline.connect.datagen.value;

import java.util.List;

/**
 * Depends on another field: one value per case of it.
 *
 * @param values in the order of {@code other.cases()}
 */
public record By(Value.Cases other, List<Value> values) implements Value {
  @Override
  public void json(Tick tick, JsonBuffer out) {
    values.get(other.caseOf(tick)).json(tick, out);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    values.get(other.caseOf(tick)).text(tick, out);
  }
}
