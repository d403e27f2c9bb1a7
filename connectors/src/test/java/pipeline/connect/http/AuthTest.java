package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks, against a real HTTP server. */
@Timeout(60)
class AuthTest {
  private static final String SECRET = "canary-of-the-client";

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();

  /** A token server, and an API that takes the tokens above `refused`. */
  private Api.Reply site(int lives, AtomicInteger refused) {
    return exchange -> {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (exchange.getRequestURI().getPath().equals("/token")) {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known =
            AuthConfig.basic("me%20and%3Ayou:" + SECRET).equals(given)
                && body.equals("grant_type=client_credentials&scope=a%20b");
        String token =
            "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":" + lives + "}";
        (known ? Api.json(token) : Api.status(401, "{}")).to(exchange);
        return;
      }
      boolean taken = given != null && Integer.parseInt(given.substring(8)) > refused.get();
      (taken ? Api.json("{\"token\":\"" + given + "\"}") : Api.status(401, "{}")).to(exchange);
    };
  }

  private RunningTask start(Api api, String... more) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < more.length; i += 2) properties.put(more[i], more[i + 1]);
    properties.putIfAbsent("auth.oauth2.url", api.url() + "/token");
    properties.putIfAbsent("auth.oauth2.client.id", "me and:you");
    properties.putIfAbsent("auth.oauth2.scope", "a b");
    properties.putIfAbsent("secret.auth.oauth2.client.secret", SECRET);
    String[] words =
        properties.entrySet().stream()
            .flatMap(word -> java.util.stream.Stream.of(word.getKey(), word.getValue()))
            .toArray(String[]::new);
    return RunningTask.of(api, offsets, words);
  }

  @Test
  void aTokenServesUntilShortlyBeforeItExpires() throws Exception {
    try (Api api = new Api(site(3_600, new AtomicInteger()));
        RunningTask task = start(api)) {
      task.records(5);
      assertEquals(1, tokens.get());
    }
    try (Api api = new Api(site(1, new AtomicInteger()));
        RunningTask task = start(api)) {
      task.pollUntil(() -> tokens.get() >= 4);
      assertFalse(api.authorizations.contains("Bearer t0"));
    }
  }

  @Test
  void aTokenThatIsTakenBackIsRenewedOnce() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    try (Api api = new Api(site(3_600, refused));
        RunningTask task =
            start(api, "targets", "[{\"part\":\"a\"},{\"part\":\"b\"},{\"part\":\"c\"}]")) {
      task.records(3);
      refused.set(1);
      task.pollUntil(() -> api.authorizations.contains("Bearer t2"));
      task.records(3);
      refused.set(1_000_000);
      String message = assertThrows(ConnectException.class, () -> task.records(100)).getMessage();
      assertTrue(message.endsWith(": see auth.oauth2"), message);
    }
  }

  @Test
  void aClientThatIsRefusedFailsTheTaskWithoutShowingItsSecret() throws Exception {
    try (Api api = new Api(site(3_600, new AtomicInteger()));
        RunningTask task = start(api, "secret.auth.oauth2.client.secret", "wrong")) {
      String message = assertThrows(ConnectException.class, () -> task.records(1)).getMessage();
      assertEquals("The token server refuses the client (401): see auth.oauth2", message);
    }
  }

  @Test
  void aTokenServerInTroubleIsWaitedFor() throws Exception {
    try (Api api = new Api(Api.status(503, SECRET));
        RunningTask task = start(api)) {
      task.pollUntil(() -> task.status().snapshot().waiting() != null);
      assertEquals(
          "the token server gives status 503", task.status().snapshot().waiting().reason());
      api.reply(site(3_600, new AtomicInteger()));
      task.records(1);
    }
  }

  @Test
  void basicAndBearerAreSentAsTheyAre() throws Exception {
    try (Api api = new Api(Api.json("{}"));
        RunningTask task =
            RunningTask.of(
                api, offsets, "auth.basic.user", "me", "secret.auth.basic.password", "é")) {
      task.records(1);
      assertEquals("Basic bWU6w6k=", api.authorizations.get(0));
    }
    try (Api api = new Api(Api.json("{}"));
        RunningTask task = RunningTask.of(api, offsets, "secret.auth.bearer", "abc")) {
      task.records(1);
      assertEquals("Bearer abc", api.authorizations.get(0));
    }
  }

  @Test
  void anUnmodifiedAnswerIsNothingNew() throws Exception {
    AtomicInteger unmodified = new AtomicInteger();
    try (Api api =
            new Api(
                exchange -> {
                  boolean known =
                      "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                  if (known) unmodified.incrementAndGet();
                  (known
                          ? Api.status(304, "")
                          : Api.status(200, "[{\"id\":1},{\"id\":2}]", "ETag", "\"v1\""))
                      .to(exchange);
                });
        RunningTask task = RunningTask.of(api, offsets, "items", "/", "unchanged", "id")) {
      assertEquals(2, task.records(2).size());
      task.pollUntil(() -> unmodified.get() > 3);
      api.reply(Api.status(200, "[{\"id\":2},{\"id\":3}]"));
      assertEquals("{\"id\":3}", RunningTask.value(task.records(1).get(0)));
    }
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    for (String[] wrong :
        List.of(
            new String[] {"auth.basic.user", "me"},
            new String[] {"auth.oauth2.client.id", "me"},
            new String[] {
              "auth.basic.user", "me", "secret.auth.basic.password", "x", "secret.auth.bearer", "y"
            })) {
      Map<String, String> properties =
          new HashMap<>(Map.of("url", "https://x/y", "topic", "t", "every.ms", "1000"));
      for (int i = 0; i < wrong.length; i += 2) properties.put(wrong[i], wrong[i + 1]);
      assertThrows(ConfigException.class, () -> new HttpSourceConfig(properties));
    }
  }
}
