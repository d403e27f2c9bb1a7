package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipeline.connect.datagen.value.Tick;
import pipeline.connect.encoding.RegistryAway;

/** Values in a registry's wire format, and what a registry or a schema does not allow. */
class EncodedTest {
  private static final String SCHEMA =
      """
      {'type':'record','name':'E','fields':[
        {'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}},
        {'name':'n','type':['null','int']}]}"""
          .replace("\n", "");
  private static final String CONTRACT =
      """
      {'name':'e','unknown':'keep','fields':{
        'at':{'type':'string','format':'date-time','required':true},
        'n':{'type':'integer','required':false}},
       'encoding':{'format':'avro','subject':'t-value'}}""";

  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "{\"id\":258,\"version\":3,\"schema\":" + quoted(SCHEMA) + "}";
  private volatile String path;

  @BeforeEach
  void registry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    path = exchange.getRequestURI().getPath();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String quoted(String schema) {
    return '"' + schema.replace("'", "\\\"") + '"';
  }

  private Sample sample(String contract) {
    return Sample.ofContract(contract)
        .with("registry.url", "http://127.0.0.1:" + server.getAddress().getPort())
        .hints("{'n':{'constant':5,'present':1}}");
  }

  private static byte[] first(Sample sample) throws RegistryAway {
    Tick tick = new Tick(0, 1_767_268_800_000_999L);
    return sample.targets().of(tick).value(tick);
  }

  @Test
  void aValueNamesTheNewestSchemaAndItsTimesAreCutToTheUnit() throws Exception {
    // 1,767,268,800,000 ms as a zigzag varint, then branch 1 of the union and 5.
    assertArrayEquals(
        HexFormat.of().parseHex("0000000102" + "80d8ee96ef66" + "02" + "0a"),
        first(sample(CONTRACT)));
    assertEquals("/subjects/t-value/versions/latest", path);
  }

  @Test
  void aDerivedContractIsWrittenByItsVersion() throws Exception {
    String derived =
        CONTRACT.replace("'t-value'}", "'t-value','version':2,'schema':" + quoted(SCHEMA) + "}");
    first(sample(derived.replace("\\\"", "\\'")));
    assertEquals("/subjects/t-value/versions/2", path);
    Sample wrong = sample(derived.replace("\\\"", "\\'")).hints("{'n':{'constant':3000000000}}");
    String told = assertThrows(ConfigException.class, wrong::targets).getMessage();
    assertTrue(told.contains("n: 3000000000 is no int"), told);
  }

  @Test
  void aRegistryThatIsAwayIsWaitedForAndAnUnknownSubjectIsNot() {
    status = 503;
    assertThrows(RegistryAway.class, () -> first(sample(CONTRACT)));
    status = 404;
    body = "{\"error_code\":40401,\"message\":\"none\"}";
    String told = assertThrows(ConnectException.class, () -> first(sample(CONTRACT))).getMessage();
    assertTrue(told.contains("knows no t-value"), told);
  }

  @Test
  void theTaskSaysThatItWaitsAndGoesOnWithTheSameRecord() throws Exception {
    status = 503;
    DatagenSourceTask task = new DatagenSourceTask();
    task.initialize(new TaskTest.Memory(null));
    task.start(sample(CONTRACT).with("count", "1").properties());
    while (task.status().snapshot().waiting() == null) assertEquals(0, task.poll().size());
    assertTrue(task.status().snapshot().waiting().reason().contains("HTTP 503"));
    path = null;
    task.poll();
    assertTrue(
        task.status().snapshot().waiting() != null && path == null, "it waits before it asks");
    status = 200;
    int written = 0;
    while (written == 0) written = task.poll().size();
    assertEquals(1, written);
    assertEquals(null, task.status().snapshot().waiting());
    assertEquals(Map.of(), task.status().snapshot().skipped());
    task.stop();
  }
}
