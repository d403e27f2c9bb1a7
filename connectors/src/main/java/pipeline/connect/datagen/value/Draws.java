package pipeline.connect.datagen.value;

import java.nio.charset.StandardCharsets;

/**
 * Counter-based randomness: the dice of number n depend on (seed, purpose, n) only, so any record
 * can be made without the ones before it, and a new field never changes what the others get.
 * docs/datagen.md states the formula.
 */
public final class Draws {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private final long key;

  /**
   * @param purpose what the numbers are for: {@code field:price}, {@code topic} …
   */
  public Draws(long seed, String purpose) {
    long hash = FNV_OFFSET;
    for (byte letter : purpose.getBytes(StandardCharsets.UTF_8))
      hash = (hash ^ (letter & 0xFF)) * FNV_PRIME;
    key = Dice.mix(Dice.mix(seed) ^ hash);
  }

  public Dice dice(long n) {
    return new Dice(Dice.mix(key ^ Dice.mix(n)));
  }

  /** The same without dice: one number of 64 bits per (n, m). */
  public long hash(long n, long m) {
    return Dice.mix(Dice.mix(key ^ Dice.mix(n)) + m);
  }
}
