package pipeline.connect.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Lines of several files in one, compressed as they were. */
final class JoinedLines implements JoinedFile {
  private final CountingStream file;
  private final OutputStream lines;
  private final LineCompression compression;

  JoinedLines(OutputStream out, LineCompression compression) throws IOException {
    this.compression = compression;
    file = new CountingStream(out);
    lines = compression.over(file);
  }

  @Override
  public boolean add(byte[] content) throws IOException {
    try (InputStream in = compression.under(new ByteArrayInputStream(content))) {
      in.transferTo(lines);
    }
    return true;
  }

  @Override
  public long bytes() {
    return file.count();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
