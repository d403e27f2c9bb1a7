package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong, against a real HTTP server. */
@Timeout(60)
class HttpSourceTroubleTest {
  private static final String KEY = "canary key&é";

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

  private RunningTask start(Api api, String... more) {
    return RunningTask.of(api, offsets, more);
  }

  @Test
  void aRefusedKeyFailsTheTaskWithoutShowingIt() throws Exception {
    for (int status : new int[] {401, 403}) {
      try (Api api = new Api(Api.status(status, "{\"message\":\"" + KEY + " is wrong\"}"));
          RunningTask task = start(api, "secret.query.appid", KEY)) {
        String message = assertThrows(ConnectException.class, () -> task.records(1)).getMessage();
        assertEquals(
            "The API refuses to answer (" + status + ") for target part=a/b: see query.appid",
            message);
      }
    }
  }

  @Test
  void anUnknownTargetIsLeftAloneWhileOthersGoOn() throws Exception {
    try (Api api =
            new Api(
                exchange -> {
                  boolean known = exchange.getRequestURI().getPath().endsWith("good");
                  (known ? Api.json("{\"n\":1}") : Api.status(404, "{}")).to(exchange);
                });
        RunningTask task = start(api, "targets", "[{\"part\":\"bad\"},{\"part\":\"good\"}]")) {
      task.records(5);
      assertEquals(1, api.asked.stream().filter(path -> path.endsWith("bad")).count());
    }
  }

  @Test
  void waitsAsLongAsTheApiAsksFor() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    long[] times = new long[2];
    try (Api api =
            new Api(
                exchange -> {
                  int request = requests.getAndIncrement();
                  if (request < 2) times[request] = System.nanoTime();
                  (request == 0 ? Api.status(429, "{}", "Retry-After", "1") : Api.json("{}"))
                      .to(exchange);
                });
        RunningTask task = start(api)) {
      task.records(1);
      assertTrue(times[1] - times[0] >= 900_000_000L);
    }
  }

  @Test
  void comesBackAfterServerErrorsRedirectsAndLostConnections() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Api api =
            new Api(
                exchange -> {
                  switch (requests.getAndIncrement()) {
                    case 0 -> Api.status(503, "").to(exchange);
                    case 1 -> Api.status(302, "", "Location", "/elsewhere").to(exchange);
                    default -> Api.json("{\"n\":1}").to(exchange);
                  }
                });
        RunningTask task = start(api)) {
      assertEquals("{\"n\":1}", RunningTask.value(task.records(1).get(0)));
      assertFalse(api.asked.contains("/elsewhere"));
    }
  }

  @Test
  void givesUpOnAnAnswerThatStallsOrGrowsTooLarge() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(1);
    try (Api api =
            new Api(
                exchange -> {
                  int request = requests.getAndIncrement();
                  if (request == 0) {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await(end);
                  } else {
                    Api.json(request == 1 ? "{\"n\":\"" + "x".repeat(2_000) + "\"}" : "{\"n\":2}")
                        .to(exchange);
                  }
                });
        RunningTask task = start(api, "timeout.ms", "300", "limit.bytes", "1000")) {
      assertEquals("{\"n\":2}", RunningTask.value(task.records(1).get(0)));
      end.countDown();
    }
  }

  @Test
  void whatIsNoRecordIsSkipped() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    String[] bodies = {
      "<html>",
      "[1]",
      "{\"dt\":1}{",
      "{\"dt\":1,\"dt\":2}",
      "{}",
      "",
      "{\"dt\":1}",
      "{\"dt\":1,\"k\":\"v\"}"
    };
    try (Api api =
            new Api(
                exchange ->
                    Api.json(bodies[Math.min(requests.getAndIncrement(), 7)]).to(exchange));
        RunningTask task = start(api, "unchanged", "dt", "key.field", "k")) {
      assertEquals("v", task.records(1).get(0).key());
    }
  }

  @Test
  void whyNothingComesIsToldUntilSomethingDoes() throws Exception {
    try (Api api = new Api(Api.json("[1]"));
        RunningTask task = start(api)) {
      assertNull(task.status().snapshot().waiting());
      task.pollUntil(() -> task.status().snapshot().waiting() != null);
      assertEquals(
          "the answer is no JSON object, but a list: `items: /` makes a record of each of its items",
          task.status().snapshot().waiting().reason());
      api.reply(Api.status(200, "{}", "Content-Encoding", "gzip"));
      String compressed = "the answer is no whole gzip, though it says so";
      task.pollUntil(() -> task.status().snapshot().skipped().containsKey(compressed));
      api.reply(Api.status(500, ""));
      task.pollUntil(() -> task.status().snapshot().waiting().reason().equals("status 500"));
      api.reply(Api.json("{}"));
      task.records(1);
      assertNull(task.status().snapshot().waiting());
    }
  }

  @Test
  void aTargetThatGivesNothingIsNoTroubleWhileOthersGoOn() throws Exception {
    try (Api api =
            new Api(
                exchange -> {
                  boolean good = exchange.getRequestURI().getPath().endsWith("good");
                  Api.json(good ? "{}" : "[]").to(exchange);
                });
        RunningTask task = start(api, "targets", "[{\"part\":\"bad\"},{\"part\":\"good\"}]")) {
      task.records(3);
      assertNull(task.status().snapshot().waiting());
    }
  }

  @Test
  void targetsOfOneTaskAreAskedBesideEachOther() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    try (Api api =
            new Api(
                exchange -> {
                  if (exchange.getRequestURI().getPath().endsWith("slow")) await(slow);
                  Api.json("{}").to(exchange);
                });
        RunningTask task = start(api, "targets", "[{\"part\":\"slow\"},{\"part\":\"fast\"}]")) {
      assertTrue(
          task.records(3).stream()
              .allMatch(record -> record.sourcePartition().equals(Map.of("target", "part=fast"))));
      slow.countDown();
    }
  }

  @Test
  void stopsWhileAnAnswerIsOutstanding() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Api api = new Api(exchange -> await(end))) {
      RunningTask task = start(api);
      assertEquals(List.of(), task.poll());
      task.close();
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }
}
