package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.TestWorker;

/** Values in a registry's wire format, and a registry that is not always there. */
class RegistryTest {
  private static final String CONTRACT =
      """
      {"name":"order","unknown":"keep","fields":{"id":{"type":"string","required":true}},
       "encoding":{"format":"avro","subject":"orders-value"}}""";
  private static final String SCHEMA =
      "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Order\\\",\\\"fields\\\":[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"}]}";
  private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"none\"}";

  /** Schema 7 and a payload of it: a text of one letter. */
  private static final String KNOWN = "\0\0\0\0\7\2x";

  @TempDir Path root;
  private HttpServer server;
  private TestSink sink;
  private volatile int status = 200;
  private volatile String body = "{\"schema\":\"" + SCHEMA + "\"}";
  private volatile String authorization;
  private volatile int asked;

  @BeforeEach
  void registry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    sink =
        new TestSink(root)
            .with("event.clicks", CONTRACT)
            .with("registry.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/api");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked++;
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = exchange.getRequestURI().getPath().equals("/api/schemas/ids/7");
    byte[] bytes = (known || status != 200 ? body : UNKNOWN).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known || status != 200 ? status : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private TestWorker rolled(TestWorker worker) throws Exception {
    sink.clock.pass(Duration.ofSeconds(10));
    return worker.poll();
  }

  @Test
  void valuesAreStoredAsJsonAndOthersAreDeadLetters() throws Exception {
    for (String value :
        List.of(KNOWN, "{\"id\":\"x\"}", "\0\0\0\0\6\2x", "\0\0\0\0\7\4x", "\0", KNOWN))
      sink.kafka.produce(0, value);
    rolled(sink.worker().start(0).poll());
    assertEquals(List.of("{\"id\":\"x\"}", "{\"id\":\"x\"}"), sink.lines());
    List<DeadLetter> letters = sink.chain(0).tip().deadLettered();
    assertEquals(List.of(1L, 2L, 3L, 4L), letters.stream().map(DeadLetter::offset).toList());
    assertTrue(letters.get(0).reason().contains("begins with byte 123"), letters.get(0).reason());
    assertTrue(letters.get(1).reason().contains("schema 6"), letters.get(1).reason());
    assertTrue(letters.get(2).reason().contains("ends too early"), letters.get(2).reason());
    assertTrue(letters.get(3).reason().contains("too short"), letters.get(3).reason());
    assertEquals(2, asked, "each id is asked for once");
  }

  /** Also a 404 that is none of the registry's own must not make dead letters. */
  @Test
  void aRegistryThatDoesNotAnswerAsOneIsWaitedFor() throws Exception {
    sink.kafka.produce(0, KNOWN);
    status = 404;
    body = "<html>not here</html>";
    TestWorker worker = rolled(sink.worker().start(0).poll());
    String waits = worker.status.snapshot().waiting().reason();
    assertTrue(waits.startsWith("the registry 127.0.0.1:") && waits.contains("HTTP 404"), waits);
    long links = sink.chain(0).tip().seq();
    for (int attempt = 0; attempt < 4; attempt++) {
      sink.clock.pass(Duration.ofMinutes(1));
      worker.poll();
    }
    assertEquals(links, sink.chain(0).tip().seq(), "waiting adds no link");
    status = 200;
    body = "{\"schema\":\"" + SCHEMA + "\"}";
    sink.clock.pass(Duration.ofMinutes(1));
    rolled(worker.poll().poll());
    assertEquals(List.of("{\"id\":\"x\"}"), sink.lines());
    assertEquals(List.of(), sink.chain(0).tip().deadLettered());
    assertNull(worker.status.snapshot().waiting());
    assertEquals(Link.Kind.COMMIT, sink.chain(0).tip().kind());
  }

  @Test
  void theUserIsToldToTheRegistryAndThePasswordToNobody() throws Exception {
    sink.with("registry.user", "ann").with("registry.password", "s3cret");
    sink.kafka.produce(0, KNOWN);
    status = 401;
    body = "{\"error_code\":40101}";
    TestWorker worker = rolled(sink.worker().start(0).poll());
    assertEquals("Basic YW5uOnMzY3JldA==", authorization);
    String waits = worker.status.snapshot().waiting().reason();
    assertTrue(waits.contains("refuses ann") && !waits.contains("s3cret"), waits);
  }

  @Test
  void aContractThatNeedsARegistryIsRefusedWithoutOne() {
    sink.properties.remove("registry.url");
    assertTrue(refused().contains("registry.url"), refused());
    sink.with("event.clicks", CONTRACT.replace("\"avro\"", "\"arvo\""));
    assertTrue(refused().contains("arvo is no format of a topic"), refused());
  }

  private String refused() {
    return assertThrows(ConfigException.class, () -> SinkSettings.of(sink.properties)).getMessage();
  }
}
