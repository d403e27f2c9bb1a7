package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import pipeline.connect.event.Row;

/** Collects lines in one buffer and hands them on when it is full. */
final class JsonLinesWriter implements RecordFileWriter {
  private static final int BUFFER = 1 << 15;

  private final CountingStream file;
  private final OutputStream lines;
  private final byte[] buffer = new byte[BUFFER];
  private final long memoryOfCompression;
  private int used;
  private long records;

  JsonLinesWriter(OutputStream out, LineCompression compression) throws IOException {
    file = new CountingStream(out);
    lines = compression.over(file);
    memoryOfCompression = compression.memory();
  }

  @Override
  public void write(Row row, int partition, long offset) throws IOException {
    int from = row.offset();
    int end = from + row.length();
    while (from < end) {
      if (used == BUFFER) flush();
      int length = Math.min(end - from, BUFFER - used);
      copy(row.bytes(), from, length);
      from += length;
    }
    if (used == BUFFER) flush();
    buffer[used++] = '\n';
    records++;
  }

  private void copy(byte[] bytes, int from, int length) {
    System.arraycopy(bytes, from, buffer, used, length);
    int end = used + length;
    for (int i = used; i < end; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') buffer[i] = ' ';
    }
    used = end;
  }

  @Override
  public long bytes() {
    return file.count() + used;
  }

  @Override
  public long memory() {
    return BUFFER + memoryOfCompression;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public void close() throws IOException {
    try (lines) {
      flush();
    }
  }

  private void flush() throws IOException {
    lines.write(buffer, 0, used);
    used = 0;
  }
}
