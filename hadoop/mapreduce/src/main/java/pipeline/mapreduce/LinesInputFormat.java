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
  /**
   * Carriage returns are part of a line, as the sink and `pipeline verify` have it.
   *
   * @param zstd whether some files need a codec that comes with the job: Hadoop's own wants a
   *     native library, and a job that names a class which its machines lack reads no line at all
   */
  static void configure(Configuration configuration, boolean zstd) {
    configuration.set("textinputformat.record.delimiter", "\n");
    if (zstd) configuration.set("io.compression.codecs", "io.airlift.compress.zstd.ZstdCodec");
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
