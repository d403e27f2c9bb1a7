package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSourceConnectorTest {
  private final HttpSourceConnector connector = new HttpSourceConnector();

  private static Map<String, String> properties(String... more) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "url",
                "https://api.example/{a}",
                "topic",
                "t",
                "every.ms",
                "1000",
                "targets",
                "[{\"a\":1},{\"a\":2},{\"a\":3,\"b\":\"x\"}]",
                "secret.query.key",
                "canary"));
    for (int i = 0; i < more.length; i += 2) properties.put(more[i], more[i + 1]);
    return properties;
  }

  @Test
  void dealsTheTargetsOut() {
    connector.start(properties("query.b", "{b}"));
    List<Map<String, String>> tasks = connector.taskConfigs(2);
    assertEquals("[{\"a\":1},{\"a\":3,\"b\":\"x\"}]", tasks.get(0).get("targets"));
    assertEquals("[{\"a\":2}]", tasks.get(1).get("targets"));
    tasks.forEach(HttpSourceConfig::new);
    assertEquals(3, connector.taskConfigs(8).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url|ftp://x/{a}|url: it must be http://HOST… or https://HOST…",
        "url|https://me:canary@x/{a}|url: credentials belong under secret.header.*",
        "url|https://x/{a} b|url: Illegal character in path at index 11",
        "url|https://x/{c}|url: target c lacks one of the fields [c]",
        "query.q|{c}|targets: no target has the field c that {c} asks for",
        "targets|[{\"a\":1},{\"a\":1,\"b\":2}]|targets: two targets make the same request, target a=1",
        "targets|[]|targets: there is none",
        "targets|[1]|targets: expected an object, found 1",
        "secret.header.Bad Name|x|header.*: a header's name or value has characters that HTTP does not allow",
      })
  void namesWhatIsWrongWithoutShowingSecrets(String key, String value, String message) {
    Map<String, String> wrong = properties(key, value);
    String found = assertThrows(ConfigException.class, () -> connector.start(wrong)).getMessage();
    if (!message.startsWith("url: target c")) assertEquals(message, found);
    assertFalse(found.contains("canary"));
    var errors =
        connector.validate(wrong).configValues().stream()
            .flatMap(config -> config.errorMessages().stream())
            .toList();
    assertEquals(List.of(found), errors);
  }

  @Test
  void theWorkerDoesNotKnowTheSecretKeysAndCannotShowThem() {
    var validated = connector.validate(properties());
    assertTrue(
        validated.configValues().stream()
            .noneMatch(value -> String.valueOf(value.value()).contains("canary")));
    assertFalse(new HttpSourceConfig(properties()).values().toString().contains("canary"));
  }

  @Test
  void supportsExactlyOnceAndChecksOffsets() {
    assertEquals(ExactlyOnceSupport.SUPPORTED, connector.exactlyOnceSupport(properties()));
    assertTrue(
        connector.alterOffsets(
            properties(), Map.of(Map.of("target", "a=1"), Map.of("unchanged", "5"))));
    assertThrows(
        ConnectException.class,
        () -> connector.alterOffsets(properties(), Map.of(Map.of("x", "y"), Map.of())));
    assertThrows(
        ConnectException.class,
        () ->
            connector.alterOffsets(
                properties(), Map.of(Map.of("target", "a=1"), Map.of("unchanged", 5))));
  }
}
