package pipeline.connect.datagen.value;

/** A number of a catalogue [first, first + size), the first the most popular, written as an id. */
public final class Ids implements Value.Numbered {
  private final long first;
  private final Zipf popularity;
  private final NumberedText text;
  private final Draws draws;
  private Tick last;
  private long lastNumber;

  /**
   * @param exponent of Zipf's law; 0 makes all equally popular
   */
  public Ids(long first, long size, double exponent, NumberedText text, Draws draws) {
    this.first = first;
    this.popularity = new Zipf(size, exponent);
    this.text = text;
    this.draws = draws;
  }

  /** Remembers the last answer: several fields of one record ask for the same user. */
  @Override
  public long number(Tick tick) {
    if (tick != last) {
      lastNumber = first + popularity.draw(draws.dice(tick.n()));
      last = tick;
    }
    return lastNumber;
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
