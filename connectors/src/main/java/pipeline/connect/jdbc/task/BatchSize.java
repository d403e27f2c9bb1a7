package pipeline.connect.jdbc.task;

/**
 * How much one transaction writes: less after each failure, so that a database that has become slow
 * still gets something done within its bounds.
 */
final class BatchSize {
  private static final long MOST = 20_000;
  private static final long FEWEST = 100;
  private static final long BYTES_EACH = 400;

  private long records = MOST;

  boolean isReached(long count, long bytes) {
    return count >= records || bytes >= records * BYTES_EACH;
  }

  /** The next transaction has a fourth of those that failed together. */
  void shrink(long together) {
    records = Math.max(FEWEST, Math.min(records, together) / 4);
  }

  void grow() {
    records = Math.min(MOST, records * 2);
  }
}
