package pipeline.mapreduce;

import java.io.IOException;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Writes one JSON line per group, {@code {"key":"laptop","count":12,"sum":"8400.50"}}, and {@code
 * {"read":20,"unreadable":0}} in parts. Sums are text: a reader's numbers might not hold them.
 */
final class TallyReducer extends Reducer<Text, Tally, NullWritable, Text> {
  private Grouping grouping;

  @Override
  protected void setup(Context context) {
    grouping = Grouping.read(context.getConfiguration());
  }

  @Override
  protected void reduce(Text key, Iterable<Tally> tallies, Context context)
      throws IOException, InterruptedException {
    Tally tally = Tally.of(tallies);
    context.write(NullWritable.get(), new Text(line(key.toString(), tally)));
  }

  private String line(String key, Tally tally) {
    if (key.startsWith("#")) {
      return "{\"" + key.substring(1) + "\":" + tally.count() + '}';
    }
    String group = "{\"key\":" + key + ",\"count\":" + tally.count();
    return grouping.sum() == null
        ? group + '}'
        : group + ",\"sum\":\"" + tally.sum().toPlainString() + "\"}";
  }
}
