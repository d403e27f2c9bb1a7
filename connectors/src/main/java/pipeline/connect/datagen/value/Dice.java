package pipeline.connect.datagen.value;

/**
 * The random numbers of one field of one record: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) from
 * a given state.
 */
public final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long state) {
    this.state = state;
  }

  /** 64 random bits. */
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double unit() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** Uniform in [0, bound); {@code bound} is in [1, 2^62). */
  public long below(long bound) {
    return Math.multiplyHigh(bits() >>> 1, bound << 1);
  }

  static long mix(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
