package pipeline.mapreduce;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileRecordReaderWrapper;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;

/** Lines that end with a line feed; files whose names end in .gz or .zst are unpacked. */
final class LinesInputFormat extends FilesInputFormat<Text> {
  /** Carriage returns are part of a line, as the sink and `pipeline verify` have it. */
  static void configure(Configuration configuration) {
    configuration.set("textinputformat.record.delimiter", "\n");
    // Hadoop's own codec for .zst needs a native library.
    configuration.set("io.compression.codecs", "io.airlift.compress.zstd.ZstdCodec");
  }

  @Override
  Class<? extends RecordReader<LongWritable, Text>> reader() {
    return Reader.class;
  }

  static final class Reader extends CombineFileRecordReaderWrapper<LongWritable, Text> {
    Reader(CombineFileSplit split, TaskAttemptContext context, Integer index)
        throws IOException, InterruptedException {
      super(new TextInputFormat(), split, context, index);
    }
  }
}
