package pipeline.mapreduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the driver is asked to do; the tool writes it as JSON.
 *
 * @param name the job's name, by which its applications are known in YARN
 * @param engine {@code yarn} or {@code local}
 * @param format of the input files; text where words are counted
 * @param grouping what is counted or summed; null counts the words of text
 * @param output a directory that is not there yet
 * @param splitBytes how much one mapper reads, about
 * @param hadoop keys for Hadoop's configuration: where HDFS is
 */
record JobSpec(
    String name,
    String engine,
    InputFiles format,
    Grouping grouping,
    List<Input> inputs,
    String output,
    int reducers,
    long splitBytes,
    Map<String, String> hadoop) {

  /** A file and the length it must have. */
  record Input(String path, long bytes) {
    /** Whether it is compressed as a whole, so that only one mapper can read it. */
    boolean isCompressed() {
      return path.endsWith(".gz") || isZstd();
    }

    boolean isZstd() {
      return path.endsWith(".zst");
    }
  }

  boolean readsZstd() {
    return inputs.stream().anyMatch(Input::isZstd);
  }

  /** Whether reading the input takes jars that a cluster does not have of its own. */
  boolean bringsJars() {
    return format.bringsJars() || readsZstd();
  }

  static JobSpec read(String file) throws IOException {
    return new ObjectMapper().readValue(new File(file), JobSpec.class);
  }
}
