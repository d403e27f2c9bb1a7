package pipeline.connect.format;

import java.io.Closeable;
import java.io.IOException;
import pipeline.connect.event.Row;

/** Writes one file. `close` completes it and closes the stream below. */
public interface RecordFileWriter extends Closeable {
  /** Adds a row; `partition` and `offset` are the record's place in its topic. */
  void write(Row row, int partition, long offset) throws IOException;

  /** Bytes of the file so far, buffered ones estimated; exact once closed. */
  long bytes();

  /** Bytes that it holds in memory beside those of rows, about. */
  long memory();

  /** Rows written so far. */
  long records();
}
