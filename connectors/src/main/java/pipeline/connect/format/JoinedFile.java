package pipeline.connect.format;

import java.io.Closeable;
import java.io.IOException;

/** One file that takes the rows of several, as they are. `close` completes it. */
public interface JoinedFile extends Closeable {
  /**
   * Adds the rows of a file, after those of the files before.
   *
   * @param file its whole content
   * @return false, with nothing added, when its columns are not those of the files before
   */
  boolean add(byte[] file) throws IOException;

  /** Bytes of the file, once it is closed. */
  long bytes();
}
