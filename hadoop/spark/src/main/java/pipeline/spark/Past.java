package pipeline.spark;

import java.io.Serializable;
import java.util.Arrays;

/**
 * State of one group: times (seconds since 1970) and values of its latest records, oldest first.
 */
public final class Past implements Serializable {
  private double[] times = {};
  private double[] values = {};

  public double[] getTimes() {
    return times;
  }

  public void setTimes(double[] times) {
    this.times = times;
  }

  public double[] getValues() {
    return values;
  }

  public void setValues(double[] values) {
    this.values = values;
  }

  /** The past with one more record: what lies `span` seconds or more before it goes. */
  Past with(double time, double value, double span) {
    int kept = 0;
    double[] laterTimes = new double[times.length + 1];
    double[] laterValues = new double[times.length + 1];
    for (int index = 0; index < times.length; index++) {
      if (times[index] <= time - span) continue;
      laterTimes[kept] = times[index];
      laterValues[kept++] = values[index];
    }
    laterTimes[kept] = time;
    laterValues[kept++] = value;
    Past later = new Past();
    later.times = Arrays.copyOf(laterTimes, kept);
    later.values = Arrays.copyOf(laterValues, kept);
    return later;
  }
}
