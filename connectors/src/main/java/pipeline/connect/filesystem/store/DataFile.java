package pipeline.connect.filesystem.store;

import java.util.List;

/**
 * A data file as its commit link names it.
 *
 * @param path relative to the sink's path
 * @param temporary where the data is until it is renamed; null on object stores
 * @param first offset of its first record
 * @param last offset of its last record
 * @param upload how an object store completes it; null elsewhere
 */
public record DataFile(
    String path, String temporary, long records, long bytes, long first, long last, Upload upload) {
  /** An uncompleted multipart upload: its handle and its parts in order. */
  public record Upload(byte[] handle, List<byte[]> parts) {}
}
