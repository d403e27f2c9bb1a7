package pipeline.mapreduce;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Records of Parquet files, with those columns only that the grouping needs. */
final class ParquetInputFormat extends FilesInputFormat<Group> {
  @Override
  Class<? extends RecordReader<LongWritable, Group>> reader() {
    return Reader.class;
  }

  /** Reads the row groups whose middle lies in the piece. */
  static final class Reader extends RecordReader<LongWritable, Group> {
    private final ParquetReader<Group> reader;
    private final LongWritable position = new LongWritable(-1);
    private Group group;

    Reader(CombineFileSplit split, TaskAttemptContext context, Integer index) throws IOException {
      long start = split.getOffset(index);
      reader =
          ParquetReader.builder(
                  new Columns(Grouping.read(context.getConfiguration())), split.getPath(index))
              .withConf(context.getConfiguration())
              .withFileRange(start, start + split.getLength(index))
              .build();
    }

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) {}

    @Override
    public boolean nextKeyValue() throws IOException {
      group = reader.read();
      position.set(position.get() + 1);
      return group != null;
    }

    @Override
    public LongWritable getCurrentKey() {
      return position;
    }

    @Override
    public Group getCurrentValue() {
      return group;
    }

    @Override
    public float getProgress() {
      return 0;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /**
   * Chooses a file's columns: those needed that it has, or its first one so that its rows can be
   * counted.
   */
  static final class Columns extends ReadSupport<Group> {
    private final Grouping grouping;

    Columns(Grouping grouping) {
      this.grouping = grouping;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType file = context.getFileSchema();
      List<Type> needed =
          file.getFields().stream().filter(field -> grouping.uses(field.getName())).toList();
      return new ReadContext(
          new MessageType(
              file.getName(), needed.isEmpty() ? file.getFields().subList(0, 1) : needed));
    }

    // Deprecated, and yet the one that must be there.
    @Override
    @SuppressWarnings("deprecation")
    public RecordMaterializer<Group> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType file,
        ReadContext context) {
      return new GroupRecordConverter(context.getRequestedSchema());
    }
  }
}
