package pipeline.mapreduce;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.hadoop.io.Writable;

/** How many records a group has, and the exact sum of their amounts. */
final class Tally implements Writable {
  private long count;
  private BigDecimal sum = BigDecimal.ZERO;

  Tally() {}

  Tally(long count, BigDecimal sum) {
    this.count = count;
    this.sum = sum;
  }

  /** The tally of all these together. */
  static Tally of(Iterable<Tally> tallies) {
    Tally total = new Tally();
    for (Tally tally : tallies) {
      total.count += tally.count;
      total.sum = total.sum.add(tally.sum);
    }
    return total;
  }

  long count() {
    return count;
  }

  BigDecimal sum() {
    return sum;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    byte[] unscaled = sum.unscaledValue().toByteArray();
    out.writeLong(count);
    out.writeInt(sum.scale());
    out.writeInt(unscaled.length);
    out.write(unscaled);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    count = in.readLong();
    int scale = in.readInt();
    byte[] unscaled = new byte[in.readInt()];
    in.readFully(unscaled);
    sum = new BigDecimal(new BigInteger(unscaled), scale);
  }
}
