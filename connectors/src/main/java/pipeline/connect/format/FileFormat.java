package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;

/** How rows become a file. Instances are immutable and shared by all writers of a task. */
public interface FileFormat {
  /** The file name's end, without a point: `parquet`, `json`, `json.gz`. */
  String extension();

  /**
   * Starts a file.
   *
   * @param out receives the file; the writer closes it
   * @param type with a directory per type, the type whose rows the file holds; null: rows of any
   *     type
   */
  RecordFileWriter create(OutputStream out, String type) throws IOException;
}
