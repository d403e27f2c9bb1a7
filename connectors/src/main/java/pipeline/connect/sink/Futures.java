package pipeline.connect.sink;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what other threads do, with their IOExceptions as they were. */
public final class Futures {
  /** No single answer of a store or broker takes longer than this, in seconds. */
  static final long PATIENCE = 60;

  private static final String LATE = "no answer within " + PATIENCE + " s";

  private Futures() {}

  /**
   * The future's result; what takes too long is cancelled.
   *
   * @throws IOException the future's own, or one that says that it took too long
   */
  public static <T> T get(Future<T> future) throws IOException {
    try {
      return result(future);
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new IOException(LATE, late);
    }
  }

  /**
   * The future's result; what takes too long goes on.
   *
   * @throws IOException as `get` does
   */
  static <T> T await(Future<T> future) throws IOException {
    try {
      return result(future);
    } catch (TimeoutException late) {
      throw new IOException(LATE, late);
    }
  }

  private static <T> T result(Future<T> future) throws IOException, TimeoutException {
    try {
      return future.get(PATIENCE, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      if (cause instanceof IOException known) throw known;
      if (cause instanceof UncheckedIOException known) throw known.getCause();
      if (cause instanceof RuntimeException known) throw known;
      if (cause instanceof Error known) throw known;
      throw new IOException(cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
    }
  }
}
