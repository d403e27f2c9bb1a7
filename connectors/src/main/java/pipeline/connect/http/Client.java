package pipeline.connect.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
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
  private final Authorization authorization;
  private final long timeout;
  private final int limit;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Set<CompletableFuture<?>> sent = ConcurrentHashMap.newKeySet();

  Client(long timeout, int limit, AuthConfig auth, InstantSource clock) {
    this.timeout = timeout;
    this.limit = limit;
    http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofMillis(timeout))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
    authorization = auth.authorization(http, Duration.ofMillis(timeout), clock);
  }

  Authorization authorization() {
    return authorization;
  }

  void send(Poll poll, HttpRequest.Builder asked) {
    URI address = asked.build().uri();
    CompletableFuture<HttpResponse<byte[]>> request = new CompletableFuture<>();
    authorization
        .value()
        .whenComplete(
            (value, error) -> {
              if (error == null) begin(poll, asked, value, request);
              else request.completeExceptionally(cause(error));
            });
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
                      ? new Answer(poll, address, 0, NONE, null, cause(error))
                      : new Answer(
                          poll,
                          address,
                          response.statusCode(),
                          response.headers(),
                          response.body(),
                          null));
            });
  }

  private void begin(
      Poll poll,
      HttpRequest.Builder asked,
      String value,
      CompletableFuture<HttpResponse<byte[]>> request) {
    poll.authorization = value;
    if (value != null) asked.setHeader("Authorization", value);
    var begun = http.sendAsync(asked.build(), response -> new LimitedBody(limit));
    request.whenComplete((response, error) -> begun.cancel(true));
    begun.whenComplete(
        (response, error) -> {
          if (error == null) request.complete(response);
          else request.completeExceptionally(cause(error));
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
