package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items of an API become values in the wire format of a registry, which is not always there. */
class RegistryTopicTest {
  private static final String EVENT =
      "{\"name\":\"order\",\"unknown\":\"keep\",\"fields\":{\"id\":{\"type\":\"string\",\"required\":true}},"
          + "\"encoding\":{\"format\":\"avro\",\"subject\":\"orders-value\"}}";
  private static final String SCHEMA =
      "{\"id\":7,\"version\":1,\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Order\\\",\\\"fields\\\":"
          + "[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"}]}\"}";

  /** Of schema 7: a text of one letter. */
  private static byte[] value(char letter) {
    return new byte[] {0, 0, 0, 0, 7, 2, (byte) letter};
  }

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private Api api;
  private Api registry;

  @BeforeEach
  void start() throws Exception {
    api = new Api(Api.json("[{\"id\":\"a\"},{\"id\":5},{\"id\":\"b\"}]"));
    registry = new Api(Api.json(SCHEMA));
  }

  @AfterEach
  void stop() {
    api.close();
    registry.close();
  }

  private RunningTask task() {
    return RunningTask.of(
        api,
        offsets,
        "items",
        "/",
        "key.field",
        "id",
        "event",
        EVENT,
        "registry.url",
        registry.url() + "/api");
  }

  private static void assertValues(List<SourceRecord> records) {
    assertEquals(2, records.size());
    assertArrayEquals(value('a'), (byte[]) records.get(0).value());
    assertArrayEquals(value('b'), (byte[]) records.get(1).value());
  }

  @Test
  void whatTheSchemaCannotHoldIsSkippedAndTold() throws Exception {
    try (RunningTask task = task()) {
      assertValues(task.records(2));
      String skipped = task.status().snapshot().toString();
      assertTrue(skipped.contains("does not fit the topic's schema: id: expected text"), skipped);
    }
  }

  @Test
  void whatWasReadWhileTheRegistryWasAwayIsWrittenOnceItIsBack() throws Exception {
    registry.reply(Api.status(503, "away"));
    try (RunningTask task = task()) {
      task.pollUntil(() -> task.status().snapshot().waiting() != null);
      int asked = api.asked.size();
      for (int i = 0; i < 3; i++) assertEquals(List.of(), task.poll());
      assertEquals(asked, api.asked.size(), "nobody is asked for what could not be written");
      registry.reply(Api.json(SCHEMA));
      assertValues(task.records(2));
      assertNull(task.status().snapshot().waiting());
    }
  }

  @Test
  void withoutARegistryItIsRefusedBeforeTheStart() {
    Map<String, String> properties =
        Map.of("url", "http://x.invalid/a", "topic", "t", "every.ms", "1000", "event", EVENT);
    HttpSourceConfig config = new HttpSourceConfig(properties);
    String message =
        assertThrows(ConfigException.class, () -> TopicValues.encoder(config)).getMessage();
    assertTrue(message.contains("need a schema registry"), message);
  }
}
