package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Storage;

/**
 * A data file that begins in memory: where many directories get a few rows each, the store is asked
 * for a file only once it is complete, and holds none open meanwhile.
 */
final class LazyFile extends OutputStream implements Storage.PendingFile {
  /** So much is held at most. */
  static final int HELD = 64 << 10;

  /** Asks the store for the file. */
  interface Beginning {
    Storage.PendingFile begin() throws IOException;
  }

  private final Beginning beginning;
  private byte[] held = new byte[1 << 10];
  private int used;
  private Storage.PendingFile file;

  LazyFile(Beginning beginning) {
    this.beginning = beginning;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (file == null && used + length > HELD) begin();
    if (file != null) {
      file.stream().write(bytes, offset, length);
      return;
    }
    if (used + length > held.length) {
      held = Arrays.copyOf(held, Math.min(HELD, Math.max(used + length, held.length * 2)));
    }
    System.arraycopy(bytes, offset, held, used, length);
    used += length;
  }

  private void begin() throws IOException {
    file = beginning.begin();
    file.stream().write(held, 0, used);
    held = null;
  }

  @Override
  public void close() throws IOException {
    if (file == null) begin();
    file.stream().close();
  }

  @Override
  public OutputStream stream() {
    return this;
  }

  @Override
  public DataFile.Upload upload() {
    return file.upload();
  }

  @Override
  public void abandon() {
    if (file != null) file.abandon();
  }
}
