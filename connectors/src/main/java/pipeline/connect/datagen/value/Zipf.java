package pipeline.connect.datagen.value;

import java.util.stream.LongStream;

/**
 * Draws a rank in [0, size) with probability proportional to 1 / (rank + 1)^exponent, in constant
 * time: small catalogues by a table of weights, large ones without any by rejection-inversion
 * (Hörmann and Derflinger, ACM TOMACS 1996). StrictMath, so that every machine draws the same.
 */
final class Zipf {
  private static final long LARGEST_TABLE = 1 << 16;

  private final long size;
  private final double exponent;
  private final double integralOfFirst;
  private final double integralOfAll;
  private final double accepted;
  private final Weights table;

  /**
   * @param exponent 0 is uniform
   */
  Zipf(long size, double exponent) {
    this.size = size;
    this.exponent = exponent;
    integralOfFirst = integral(1.5) - 1;
    integralOfAll = integral(size + 0.5);
    accepted = 2 - inverseIntegral(integral(2.5) - density(2));
    table =
        exponent != 0 && size <= LARGEST_TABLE
            ? new Weights(LongStream.rangeClosed(1, size).mapToDouble(this::density).toArray())
            : null;
  }

  long draw(Dice dice) {
    if (exponent == 0) return dice.below(size);
    if (table != null) return table.draw(dice);
    while (true) {
      double area = integralOfAll + dice.unit() * (integralOfFirst - integralOfAll);
      double place = inverseIntegral(area);
      long rank = Math.min(Math.max((long) (place + 0.5), 1), size);
      if (rank - place <= accepted || area >= integral(rank + 0.5) - density(rank)) return rank - 1;
    }
  }

  private double density(double place) {
    return StrictMath.exp(-exponent * StrictMath.log(place));
  }

  private double integral(double place) {
    double logarithm = StrictMath.log(place);
    return expm1OverSelf((1 - exponent) * logarithm) * logarithm;
  }

  private double inverseIntegral(double area) {
    double scaled = Math.max(area * (1 - exponent), -1);
    return StrictMath.exp(log1pOverSelf(scaled) * area);
  }

  private static double log1pOverSelf(double x) {
    return Math.abs(x) > 1e-8 ? StrictMath.log1p(x) / x : 1 - x * (0.5 - x * (1 / 3.0 - 0.25 * x));
  }

  private static double expm1OverSelf(double x) {
    return Math.abs(x) > 1e-8
        ? StrictMath.expm1(x) / x
        : 1 + x * 0.5 * (1 + x / 3.0 * (1 + 0.25 * x));
  }
}
