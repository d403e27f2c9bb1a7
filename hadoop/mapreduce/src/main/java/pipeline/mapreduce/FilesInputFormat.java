package pipeline.mapreduce;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.CombineFileRecordReader;
import org.apache.hadoop.mapreduce.lib.input.CombineFileSplit;

/**
 * Reads exactly the files of the job's specification; many small ones go to one mapper, large ones
 * to several.
 */
abstract class FilesInputFormat<V> extends InputFormat<LongWritable, V> {
  /** Local file of the specification: read where the job is submitted from, not in its tasks. */
  static final String SPEC = "pipeline.spec";

  abstract Class<? extends RecordReader<LongWritable, V>> reader();

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration configuration = context.getConfiguration();
    JobSpec spec = JobSpec.read(configuration.get(SPEC));
    List<Piece> pieces = new ArrayList<>();
    for (JobSpec.Input input : spec.inputs()) {
      Path path = new Path(input.path());
      FileSystem files = path.getFileSystem(configuration);
      long length = check(files, path, input.bytes()).getLen();
      boolean divisible = !input.isCompressed();
      pieces.addAll(
          Piece.of(
              path,
              length,
              divisible ? spec.splitBytes() : length,
              start -> hosts(files, path, start)));
    }
    List<InputSplit> splits = new ArrayList<>();
    for (List<Piece> split : Piece.pack(pieces, spec.splitBytes())) {
      splits.add(split(split));
    }
    return splits;
  }

  /**
   * A file that is not what the tool saw when it listed the input would make the result quietly
   * wrong.
   */
  private static FileStatus check(FileSystem files, Path path, long bytes) throws IOException {
    FileStatus status;
    try {
      status = files.getFileStatus(path);
    } catch (FileNotFoundException error) {
      throw new FileNotFoundException("the input file " + path + " is not there");
    }
    if (status.isDirectory() || status.getLen() != bytes) {
      throw new IOException(
          "the input file " + path + " is " + status.getLen() + " bytes long instead of " + bytes);
    }
    return status;
  }

  private static String[] hosts(FileSystem files, Path path, long start) throws IOException {
    BlockLocation[] blocks = files.getFileBlockLocations(path, start, 1);
    return blocks.length == 0 ? new String[0] : blocks[0].getHosts();
  }

  private static CombineFileSplit split(List<Piece> pieces) {
    return new CombineFileSplit(
        pieces.stream().map(Piece::path).toArray(Path[]::new),
        pieces.stream().mapToLong(Piece::start).toArray(),
        pieces.stream().mapToLong(Piece::length).toArray(),
        pieces.get(0).hosts());
  }

  @Override
  public RecordReader<LongWritable, V> createRecordReader(
      InputSplit split, TaskAttemptContext context) throws IOException {
    return new CombineFileRecordReader<>((CombineFileSplit) split, context, reader());
  }
}
