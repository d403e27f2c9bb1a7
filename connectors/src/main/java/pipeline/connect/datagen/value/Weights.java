package pipeline.connect.datagen.value;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Draws an index by weight in constant time: the alias method (Walker 1977, tables as in Vose
 * 1991).
 */
public final class Weights {
  private final double[] threshold;
  private final int[] alias;

  /**
   * @param weights each above 0 and finite
   */
  public Weights(double[] weights) {
    int size = weights.length;
    double total = 0;
    for (double weight : weights) total += weight;
    threshold = new double[size];
    alias = new int[size];
    double[] scaled = new double[size];
    Deque<Integer> small = new ArrayDeque<>();
    Deque<Integer> large = new ArrayDeque<>();
    for (int index = 0; index < size; index++) {
      scaled[index] = weights[index] * size / total;
      (scaled[index] < 1 ? small : large).add(index);
    }
    while (!small.isEmpty() && !large.isEmpty()) {
      int less = small.poll();
      int more = large.poll();
      threshold[less] = scaled[less];
      alias[less] = more;
      scaled[more] -= 1 - scaled[less];
      (scaled[more] < 1 ? small : large).add(more);
    }
    small.forEach(index -> threshold[index] = 1);
    large.forEach(index -> threshold[index] = 1);
  }

  public int draw(Dice dice) {
    int column = (int) dice.below(threshold.length);
    return dice.unit() < threshold[column] ? column : alias[column];
  }
}
