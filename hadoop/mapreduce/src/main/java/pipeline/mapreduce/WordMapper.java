package pipeline.mapreduce;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Gives each word of a line a one. A word is a longest run of letters and decimal digits, in small
 * letters.
 */
final class WordMapper extends Mapper<LongWritable, Text, Text, LongWritable> {
  private static final LongWritable ONE = new LongWritable(1);
  private final Text word = new Text();

  @Override
  protected void map(LongWritable position, Text line, Context context)
      throws IOException, InterruptedException {
    String text = line.toString().toLowerCase(Locale.ROOT);
    int start = -1;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      boolean inside = Character.isLetterOrDigit(character);
      if (inside && start < 0) {
        start = at;
      } else if (!inside && start >= 0) {
        write(text.substring(start, at), context);
        start = -1;
      }
      at += Character.charCount(character);
    }
    if (start >= 0) {
      write(text.substring(start), context);
    }
  }

  private void write(String text, Context context) throws IOException, InterruptedException {
    word.set(text);
    context.write(word, ONE);
  }
}
