package pipeline.connect.datagen.value;

import java.util.List;

/** Text that a regular expression describes. */
public record PatternText(Part expression, Draws draws) implements Value.Text {
  /** A part of the expression that writes one of the texts it matches. */
  public sealed interface Part {
    void write(Dice dice, JsonBuffer out);
  }

  /** One of these characters. */
  public record Characters(List<String> letters) implements Part {
    @Override
    public void write(Dice dice, JsonBuffer out) {
      out.escaped(
          letters.size() == 1 ? letters.get(0) : letters.get((int) dice.below(letters.size())));
    }
  }

  /** All of these, one after the other. */
  public record Sequence(List<Part> parts) implements Part {
    @Override
    public void write(Dice dice, JsonBuffer out) {
      for (Part part : parts) part.write(dice, out);
    }
  }

  /** One of these. */
  public record Alternatives(List<Part> parts) implements Part {
    @Override
    public void write(Dice dice, JsonBuffer out) {
      parts.get((int) dice.below(parts.size())).write(dice, out);
    }
  }

  /** The same, {@code fewest} to {@code most} times. */
  public record Repeated(Part part, int fewest, int most) implements Part {
    @Override
    public void write(Dice dice, JsonBuffer out) {
      long times = fewest == most ? fewest : fewest + dice.below(most - fewest + 1L);
      for (long time = 0; time < times; time++) part.write(dice, out);
    }
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    expression.write(draws.dice(tick.n()), out);
  }
}
