package pipeline.connect.datagen.value;

import java.util.List;

/** Words with spaces between them. */
public final class Sentence implements Value.Text {
  private final List<Constant> words;
  private final int fewest;
  private final int most;
  private final Draws draws;

  public Sentence(List<Constant> words, int fewest, int most, Draws draws) {
    this.words = List.copyOf(words);
    this.fewest = fewest;
    this.most = most;
    this.draws = draws;
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    Dice dice = draws.dice(tick.n());
    long count = fewest + dice.below(most - fewest + 1L);
    for (long written = 0; written < count; written++) {
      if (written > 0) out.put(' ');
      words.get((int) dice.below(words.size())).text(tick, out);
    }
  }
}
