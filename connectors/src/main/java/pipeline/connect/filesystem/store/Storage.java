package pipeline.connect.filesystem.store;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A store of files under one root. Paths are relative to the root, parts separated by `/`. Calls
 * may come from several threads; every call ends within a bounded time, with an IOException when
 * the store does not answer.
 */
public interface Storage extends Closeable {
  /**
   * Creates a file that appears whole or not at all, and only where none is.
   *
   * @param temporary where the content may be laid down before it appears
   * @return false when another file is there; true also when an earlier attempt whose answer was
   *     lost wrote this content
   */
  boolean createExclusively(String path, byte[] content, String temporary) throws IOException;

  /**
   * After a creation that failed, or whose answer was lost: whether the file there is this very
   * content.
   *
   * @throws IOException that failure, when it cannot be told
   */
  default boolean holds(String path, byte[] content, IOException failure) throws IOException {
    try {
      return Arrays.equals(read(path), content);
    } catch (IOException unknown) {
      failure.addSuppressed(unknown);
      throw failure;
    }
  }

  /**
   * @throws FileNotFoundException when there is none
   */
  byte[] read(String path) throws IOException;

  boolean exists(String path) throws IOException;

  /** Names in a directory, in no order; empty when there is no such directory. */
  List<String> list(String directory) throws IOException;

  /** Starts a data file that stays invisible at `path` until it is published. */
  PendingFile begin(String path, String temporary) throws IOException;

  /**
   * Makes sure, before a link promises it, that `file` can be published: its directory is there and
   * its path is free.
   *
   * @throws IOException that names what is in the way
   */
  void prepare(DataFile file) throws IOException;

  /**
   * Makes a written file visible at its path. Doing it again, or after another writer did, changes
   * nothing.
   *
   * @throws FileNotFoundException when neither the written data nor the published file is there
   */
  void publish(DataFile file) throws IOException;

  /** Removes a published file; none there is fine. */
  void delete(String path) throws IOException;

  /** Removes what writers other than `writer` wrote for this partition and never published. */
  void clearOthers(Place place, String writer) throws IOException;

  /** Data on its way into the store. The writer closes the stream when the data is complete. */
  interface PendingFile {
    java.io.OutputStream stream();

    /**
     * Of a closed stream: how an object store completes the file; null where publishing is a
     * rename.
     */
    DataFile.Upload upload();

    /** Lets go of the data without publishing it. Never throws. */
    void abandon();
  }
}
