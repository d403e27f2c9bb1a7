package pipeline.connect.filesystem.store;

import java.io.FileNotFoundException;

/** The one exception by which every store says that a file is not there. */
final class FileNotFound {
  private FileNotFound() {}

  static FileNotFoundException at(String path, Throwable cause) {
    FileNotFoundException missing = new FileNotFoundException(path + " is not there");
    missing.initCause(cause);
    return missing;
  }
}
