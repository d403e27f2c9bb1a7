package pipeline.mapreduce;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Records of Parquet files, with those columns only that the grouping needs. */
final class ParquetInputFormat extends FilesInputFormat<Fields> {
  @Override
  Class<? extends RecordReader<LongWritable, Fields>> reader() {
    return Reader.class;
  }

  /** Reads the row groups whose middle lies in the piece. */
  static final class Reader extends RecordReader<LongWritable, Fields> {
    private final ParquetReader<Fields> reader;
    private final LongWritable position = new LongWritable(-1);
    private Fields fields;

    Reader(CombineFileSplit split, TaskAttemptContext context, Integer index) throws IOException {
      long start = split.getOffset(index);
      Path file = split.getPath(index);
      reader =
          ParquetReader.builder(new Columns(Grouping.read(context.getConfiguration()), file), file)
              .withConf(context.getConfiguration())
              .withFileRange(start, start + split.getLength(index))
              .build();
    }

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) {}

    @Override
    public boolean nextKeyValue() throws IOException {
      fields = reader.read();
      position.set(position.get() + 1);
      return fields != null;
    }

    @Override
    public LongWritable getCurrentKey() {
      return position;
    }

    @Override
    public Fields getCurrentValue() {
      return fields;
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
   * counted. What the file leaves to its directories is taken from its path.
   */
  static final class Columns extends ReadSupport<Fields> {
    private final Grouping grouping;
    private final Path file;

    Columns(Grouping grouping, Path file) {
      this.grouping = grouping;
      this.file = file;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType stored = context.getFileSchema();
      List<Type> needed =
          stored.getFields().stream().filter(field -> grouping.uses(field.getName())).toList();
      return new ReadContext(
          new MessageType(
              stored.getName(), needed.isEmpty() ? stored.getFields().subList(0, 1) : needed));
    }

    // Deprecated, and yet the one that must be there.
    @Override
    @SuppressWarnings("deprecation")
    public RecordMaterializer<Fields> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType stored,
        ReadContext context) {
      GroupRecordConverter rows = new GroupRecordConverter(context.getRequestedSchema());
      DirectoryValues directories = DirectoryValues.of(metadata.get(DirectoryValues.KEY), file);
      return new RecordMaterializer<>() {
        @Override
        public Fields getCurrentRecord() {
          return new ParquetFields(rows.getCurrentRecord(), directories);
        }

        @Override
        public GroupConverter getRootConverter() {
          return rows.getRootConverter();
        }
      };
    }
  }
}
