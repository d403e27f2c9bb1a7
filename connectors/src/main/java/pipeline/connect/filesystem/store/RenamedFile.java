package pipeline.connect.filesystem.store;

import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data file that lies under a temporary name until a rename publishes it. */
public record RenamedFile(OutputStream stream, Removal removal) implements Storage.PendingFile {
  private static final Logger LOG = LoggerFactory.getLogger(RenamedFile.class);

  /** Removes the temporary file. */
  public interface Removal {
    void run() throws IOException;
  }

  @Override
  public DataFile.Upload upload() {
    return null;
  }

  @Override
  public void abandon() {
    try {
      stream.close();
    } catch (IOException | RuntimeException alreadyBroken) {
      LOG.debug("Abandoned data could not be closed", alreadyBroken);
    }
    try {
      removal.run();
    } catch (IOException | RuntimeException failure) {
      LOG.debug("Abandoned data stays until the next open", failure);
    }
  }
}
