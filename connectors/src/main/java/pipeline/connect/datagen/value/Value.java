package pipeline.connect.datagen.value;

import java.util.List;

/**
 * What one field holds: a pure function of the record's tick (and of the seed it was made with).
 */
public interface Value {
  /** Writes the JSON text. */
  void json(Tick tick, JsonBuffer out);

  /** Writes what stands inside a string that quotes this value: escaped, without quotes. */
  default void text(Tick tick, JsonBuffer out) {
    json(tick, out);
  }

  /** A value that is a JSON string. */
  interface Text extends Value {
    @Override
    default void json(Tick tick, JsonBuffer out) {
      out.put('"');
      text(tick, out);
      out.put('"');
    }

    @Override
    void text(Tick tick, JsonBuffer out);
  }

  /**
   * A value with a whole number behind it, by which others can be drawn: {@code per} and {@code
   * taste}.
   */
  interface Numbered extends Value {
    long number(Tick tick);
  }

  /** A value that is one of few named cases, by which others can be chosen: {@code by}. */
  interface Cases extends Value {
    List<String> cases();

    /** Index into {@link #cases()}. */
    int caseOf(Tick tick);
  }
}
