package pipeline.connect.http;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sends requests beside each other and queues their answers. Redirects are not followed. */
final class Client implements AutoCloseable {
  private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

  private final ExecutorService threads = Executors.newFixedThreadPool(2, Client::daemon);
  private final HttpClient http;
  private final long timeout;
  private final int limit;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Set<CompletableFuture<?>> sent = ConcurrentHashMap.newKeySet();

  Client(long timeout, int limit) {
    this.timeout = timeout;
    this.limit = limit;
    http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofMillis(timeout))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  void send(Poll poll, Requests requests) {
    CompletableFuture<HttpResponse<byte[]>> request =
        http.sendAsync(requests.of(poll.target), response -> new LimitedBody(limit));
    sent.add(request);
    // The request's own time limit ends with its headers; this one covers the body too.
    request
        .copy()
        .orTimeout(timeout, TimeUnit.MILLISECONDS)
        .whenComplete(
            (response, error) -> {
              sent.remove(request);
              request.cancel(true);
              answers.add(
                  response == null
                      ? new Answer(poll, 0, NONE, null, cause(error))
                      : new Answer(
                          poll, response.statusCode(), response.headers(), response.body(), null));
            });
  }

  int inFlight() {
    return sent.size();
  }

  /** The next answer, or null when none comes within `millis`. */
  Answer await(long millis) throws InterruptedException {
    return answers.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    sent.forEach(request -> request.cancel(true));
    threads.shutdownNow();
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-source");
    thread.setDaemon(true);
    return thread;
  }
}
