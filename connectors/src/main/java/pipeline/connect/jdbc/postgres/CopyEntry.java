package pipeline.connect.jdbc.postgres;

import java.nio.ByteBuffer;

/** One record's row, or its removal. */
final class CopyEntry {
  final long offset;
  final int start;
  final int end;
  final boolean removes;
  boolean superseded;

  /** Of rows with a key only. */
  ByteBuffer key;

  CopyEntry(long offset, int start, int end, boolean removes) {
    this.offset = offset;
    this.start = start;
    this.end = end;
    this.removes = removes;
  }
}
