package pipeline.mapreduce;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Gives each record's group a tally of one; how many records it read, and could not read, are
 * groups of their own.
 */
abstract class GroupMapper<V> extends Mapper<LongWritable, V, Text, Tally> {
  /** No JSON, so that no group has this name. */
  static final String READ = "#read";

  static final String UNREADABLE = "#unreadable";

  private final Text key = new Text();
  private Rows<V> rows;
  private long read;
  private long unreadable;

  abstract Rows<V> rows(Grouping grouping);

  static final class OfJson extends GroupMapper<Text> {
    @Override
    Rows<Text> rows(Grouping grouping) {
      return new JsonRows(grouping);
    }
  }

  static final class OfFields extends GroupMapper<Fields> {
    @Override
    Rows<Fields> rows(Grouping grouping) {
      return new TypedRows(grouping);
    }
  }

  @Override
  protected void setup(Context context) {
    rows = rows(Grouping.read(context.getConfiguration()));
  }

  @Override
  protected void map(LongWritable position, V value, Context context)
      throws IOException, InterruptedException {
    read++;
    try {
      Row row = rows.take(value);
      if (row != null) {
        key.set(row.key());
        context.write(key, new Tally(1, row.amount()));
      }
    } catch (UnreadableRecord error) {
      unreadable++;
    }
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    context.write(new Text(READ), new Tally(read, BigDecimal.ZERO));
    context.write(new Text(UNREADABLE), new Tally(unreadable, BigDecimal.ZERO));
  }
}
