package pipeline.connect.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * OAuth 2.0 by client credentials (RFC 6749, 4.4): a token for all requests, another before it
 * expires.
 */
final class Tokens implements Authorization {
  private static final int LIMIT = 1 << 16;

  /** Of a token that does not say how long it lives, in milliseconds. */
  private static final long USUAL = 300_000;

  /** So long before it expires a token is not used any more, or a fifth of its life. */
  private static final long EARLY = 60_000;

  /** The token endpoint gave none; the message shows nothing of its answer. */
  static final class NoToken extends Exception {
    NoToken(String message) {
      super(message);
    }
  }

  private final HttpClient http;
  private final HttpRequest request;
  private final InstantSource clock;
  private final Duration timeout;
  private CompletableFuture<String> token;
  private volatile String held;
  private volatile long until;
  private boolean renewed;

  Tokens(HttpClient http, AuthConfig config, Duration timeout, InstantSource clock) {
    this.http = http;
    this.timeout = timeout;
    this.clock = clock;
    String client = Percent.encode(config.clientId()) + ":" + Percent.encode(config.clientSecret());
    String scope = config.scope() == null ? "" : "&scope=" + Percent.encode(config.scope());
    request =
        HttpRequest.newBuilder(URI.create(config.tokenUrl()))
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header("Authorization", AuthConfig.basic(client))
            .POST(BodyPublishers.ofString("grant_type=client_credentials" + scope))
            .build();
  }

  @Override
  public synchronized CompletableFuture<String> value() {
    boolean failed = token != null && token.isCompletedExceptionally();
    boolean late = token != null && token.isDone() && clock.millis() >= until;
    if (token == null || failed || late) token = asked();
    return token.copy();
  }

  /** A token may be taken back before its time: once in a row another one is tried. */
  @Override
  public synchronized boolean refused(String value) {
    if (token == null || !("Bearer " + held).equals(value)) return true;
    if (renewed) return false;
    renewed = true;
    token = null;
    return true;
  }

  /** The API took the token. */
  @Override
  public synchronized void accepted() {
    renewed = false;
  }

  @Override
  public Collection<String> secrets() {
    return held == null ? List.of() : List.of(held);
  }

  private CompletableFuture<String> asked() {
    long now = clock.millis();
    return http.sendAsync(request, response -> new LimitedBody(LIMIT))
        .thenCompose(response -> read(response, now))
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<String> read(HttpResponse<byte[]> response, long now) {
    int status = response.statusCode();
    if (status == 400 || status == 401 || status == 403)
      return CompletableFuture.failedFuture(
          new ConnectException(
              "The token server refuses the client (" + status + "): see auth.oauth2"));
    if (status != 200)
      return CompletableFuture.failedFuture(new NoToken("the token server gives status " + status));
    try {
      JsonNode answer = Json.read(response.body());
      String given = answer.path("access_token").asText("");
      if (!given.matches("[\\x21-\\x7e]+")) throw new BadAnswer("none");
      long lives = answer.path("expires_in").asLong(USUAL / 1_000) * 1_000;
      until = now + lives - Math.min(EARLY, lives / 5);
      held = given;
      return CompletableFuture.completedFuture("Bearer " + given);
    } catch (BadAnswer bad) {
      return CompletableFuture.failedFuture(new NoToken("the token server's answer has no token"));
    }
  }
}
