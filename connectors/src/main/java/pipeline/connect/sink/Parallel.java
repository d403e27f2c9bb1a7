package pipeline.connect.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * A task's helping threads. They wait for a store most of the time, and never keep a worker alive.
 */
public final class Parallel {
  private static final int AT_ONCE = 64;

  private final ExecutorService threads;

  public Parallel(String name) {
    ClassLoader loader = Parallel.class.getClassLoader();
    threads =
        Executors.newCachedThreadPool(
            work -> {
              // Its log lines are the connector's that begins the work.
              Map<String, String> context = MDC.getCopyOfContextMap();
              Runnable known =
                  () -> {
                    if (context != null) MDC.setContextMap(context);
                    work.run();
                  };
              Thread thread = new Thread(known, name);
              thread.setDaemon(true);
              thread.setContextClassLoader(loader);
              return thread;
            });
  }

  /**
   * Does all of it, so many pieces at a time as a store takes at once, and waits for all of it; one
   * piece is done in the caller's thread.
   *
   * @throws IOException the first failure; what had not begun then is not done
   */
  public <T> List<T> all(List<Callable<T>> work) throws IOException {
    if (work.size() <= AT_ONCE) return some(work);
    List<T> results = new ArrayList<>();
    for (int from = 0; from < work.size(); from += AT_ONCE)
      results.addAll(some(work.subList(from, Math.min(work.size(), from + AT_ONCE))));
    return results;
  }

  private <T> List<T> some(List<Callable<T>> work) throws IOException {
    if (work.isEmpty()) return List.of();
    List<Future<T>> begun = new ArrayList<>();
    for (Callable<T> piece : work.subList(1, work.size())) begun.add(threads.submit(piece));
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    try {
      results.add(work.get(0).call());
    } catch (Exception cause) {
      failure = cause;
    }
    for (Future<T> piece : begun) {
      try {
        results.add(Futures.get(piece));
      } catch (IOException | RuntimeException cause) {
        if (failure == null) failure = cause;
      }
    }
    if (failure instanceof IOException known) throw known;
    if (failure instanceof RuntimeException known) throw known;
    if (failure != null) throw new IOException(failure);
    return results;
  }

  /** Starts something whose end nobody needs. */
  public void later(Runnable work) {
    threads.submit(work);
  }

  /** Ends; what still waits for a store after `seconds` is left to end by itself. */
  public void close(long seconds) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(seconds, TimeUnit.SECONDS)) threads.shutdownNow();
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
