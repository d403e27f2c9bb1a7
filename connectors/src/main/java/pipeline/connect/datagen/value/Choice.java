package pipeline.connect.datagen.value;

import java.util.List;

/** One of few given values, by weight. Its number is its place in the list, from 0. */
public final class Choice implements Value.Numbered, Value.Cases {
  private final List<Constant> options;
  private final List<String> cases;
  private final Weights weights;
  private final Draws draws;

  /**
   * @param cases the options' names, in the same order
   */
  public Choice(List<Constant> options, List<String> cases, double[] weights, Draws draws) {
    this.options = List.copyOf(options);
    this.cases = List.copyOf(cases);
    this.weights = new Weights(weights);
    this.draws = draws;
  }

  @Override
  public void json(Tick tick, JsonBuffer out) {
    options.get(caseOf(tick)).json(tick, out);
  }

  @Override
  public void text(Tick tick, JsonBuffer out) {
    options.get(caseOf(tick)).text(tick, out);
  }

  @Override
  public List<String> cases() {
    return cases;
  }

  @Override
  public int caseOf(Tick tick) {
    return weights.draw(draws.dice(tick.n()));
  }

  @Override
  public long number(Tick tick) {
    return caseOf(tick);
  }
}
