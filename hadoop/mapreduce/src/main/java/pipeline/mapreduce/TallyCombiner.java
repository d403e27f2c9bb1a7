package pipeline.mapreduce;

import java.io.IOException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** Adds up tallies beside the mapper, so that little travels. */
final class TallyCombiner extends Reducer<Text, Tally, Text, Tally> {
  @Override
  protected void reduce(Text key, Iterable<Tally> tallies, Context context)
      throws IOException, InterruptedException {
    context.write(key, Tally.of(tallies));
  }
}
