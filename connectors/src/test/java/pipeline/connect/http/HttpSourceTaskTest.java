package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server. */
@Timeout(60)
class HttpSourceTaskTest {
  private static final String KEY = "canary key&é";

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

  private RunningTask start(Api api, String... more) {
    return RunningTask.of(api, offsets, more);
  }

  @Test
  void asksWithEncodedFieldsAndTheSecretsOfItsConfiguration() throws Exception {
    try (Api api = new Api(Api.json("{\"n\":1}"));
        RunningTask task =
            start(
                api,
                "query.q",
                "{city}",
                "query.lat",
                "{latitude}",
                "secret.query.appid",
                KEY,
                "header.X-City",
                "x-{part}",
                "secret.header.Authorization",
                "Bearer abc")) {
      task.records(1);
      assertEquals(
          "/v1/a%2Fb?q=%C3%89vreux%20%26%20fils&appid=canary%20key%26%C3%A9", api.asked.get(0));
      assertEquals("Bearer abc", api.authorizations.get(0));
    }
  }

  @Test
  void aRecordIsTheAnswerWithFieldsOfTheTarget() throws Exception {
    try (Api api =
            new Api(
                Api.json(
                    "{\"main\":{\"temp\":1.50},\"big\":12345678901234567890,\"city\":\"x\"}"));
        RunningTask task = start(api, "add", "city,region", "key.field", "city")) {
      SourceRecord record = task.records(1).get(0);
      assertEquals(
          "{\"main\":{\"temp\":1.50},\"big\":12345678901234567890,\"city\":\"Évreux & fils\",\"region\":\"Normandie\"}",
          RunningTask.value(record));
      assertEquals("Évreux & fils", record.key());
      assertEquals("observations", record.topic());
      assertEquals(Map.of("target", "part=a/b"), record.sourcePartition());
    }
  }

  @Test
  void aRecordCanBeAChoiceOfTheAnswer() throws Exception {
    try (Api api = new Api(Api.json("{\"main\":{\"temp\":20},\"list\":[{\"id\":7}],\"dt\":5}"));
        RunningTask task =
            start(
                api,
                "add",
                "city",
                "record",
                "{\"t\":\"/main/temp\",\"first\":\"/list/0/id\",\"at\":\"dt\",\"none\":\"/rain\"}")) {
      assertEquals(
          "{\"t\":20,\"first\":7,\"at\":5,\"city\":\"Évreux & fils\"}",
          RunningTask.value(task.records(1).get(0)));
    }
  }

  @Test
  void theSameValueIsNoNewRecordEvenAfterARestart() throws Exception {
    try (Api api = new Api(Api.json("{\"dt\":1}"))) {
      try (RunningTask task = start(api, "unchanged", "dt")) {
        task.records(1);
        while (api.asked.size() < 3) assertEquals(List.of(), task.poll());
      }
      int before = api.asked.size();
      try (RunningTask task = start(api, "unchanged", "dt")) {
        while (api.asked.size() < before + 2) assertEquals(List.of(), task.poll());
        api.reply(Api.json("{\"dt\":2}"));
        assertEquals("{\"dt\":2}", RunningTask.value(task.records(1).get(0)));
        assertEquals(Map.of("unchanged", "2"), offsets.get(Map.of("target", "part=a/b")));
      }
    }
  }

  @Test
  void withoutKeyFieldTheRecordHasNoKey() throws Exception {
    try (Api api = new Api(Api.json("{}"));
        RunningTask task = start(api)) {
      assertNull(task.records(1).get(0).key());
    }
  }
}
