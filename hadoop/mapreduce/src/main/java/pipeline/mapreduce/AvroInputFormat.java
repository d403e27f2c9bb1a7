package pipeline.mapreduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.AvroFSInput;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;

/** Records of Avro's object container files, with those fields only that the grouping needs. */
final class AvroInputFormat extends FilesInputFormat<Fields> {
  @Override
  Class<? extends RecordReader<LongWritable, Fields>> reader() {
    return Reader.class;
  }

  /** Reads the blocks that begin in the piece. */
  static final class Reader extends RecordReader<LongWritable, Fields> {
    private final DataFileReader<GenericRecord> reader;
    private final long start;
    private final long end;
    private final LongWritable position = new LongWritable(-1);
    private Fields fields;

    Reader(CombineFileSplit split, TaskAttemptContext context, Integer index) throws IOException {
      Path file = split.getPath(index);
      FileSystem files = file.getFileSystem(context.getConfiguration());
      start = split.getOffset(index);
      end = start + split.getLength(index);
      // no conversions: decimals are read where they are needed
      GenericDatumReader<GenericRecord> rows =
          new GenericDatumReader<>(null, null, new GenericData());
      AvroFSInput input = new AvroFSInput(files.open(file), files.getFileStatus(file).getLen());
      try {
        reader = new DataFileReader<>(input, rows);
        rows.setExpected(needed(reader.getSchema(), Grouping.read(context.getConfiguration())));
        reader.sync(start);
      } catch (IOException | RuntimeException error) {
        input.close();
        throw new IOException(file + " cannot be read: " + error.getMessage(), error);
      }
    }

    private static Schema needed(Schema file, Grouping grouping) {
      List<Schema.Field> fields = new ArrayList<>();
      for (Schema.Field field : file.getFields()) {
        if (grouping.uses(field.name())) fields.add(new Schema.Field(field.name(), field.schema()));
      }
      return Schema.createRecord(file.getName(), null, file.getNamespace(), false, fields);
    }

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) {}

    @Override
    public boolean nextKeyValue() throws IOException {
      if (!reader.hasNext() || reader.pastSync(end)) return false;
      fields = new AvroFields(reader.next());
      position.set(position.get() + 1);
      return true;
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
    public float getProgress() throws IOException {
      return end == start ? 0 : Math.min(1, (reader.tell() - start) / (float) (end - start));
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
