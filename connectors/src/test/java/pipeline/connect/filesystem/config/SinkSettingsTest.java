package pipeline.connect.filesystem.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import pipeline.connect.filesystem.FilesystemSinkConnector;

class SinkSettingsTest {
  private static final String CONTRACT =
      "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"},\"tags\":{\"items\":{\"required\":true,\"type\":"
          + "\"string\"},\"required\":true,\"type\":\"array\"}},\"name\":\"c\",\"unknown\":\"keep\"}";

  private final Map<String, String> properties =
      new HashMap<>(Map.of("name", "n", "topics", "clicks", "path", "file:///d"));

  private String refusal(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) properties.put(pairs[i], pairs[i + 1]);
    return assertThrows(ConfigException.class, () -> SinkSettings.of(properties)).getMessage();
  }

  @Test
  void pathsThatLeadNowhere() {
    assertTrue(refusal("path", "/data").contains("must begin with hdfs://, s3a:// or file:///"));
    assertTrue(refusal("path", "ftp://h/data").contains("must begin with"));
    assertTrue(refusal("path", "hdfs:///data").contains("names no host"));
  }

  @Test
  void whatNeedsAContract() {
    assertTrue(refusal("format", "parquet").contains("event.clicks"));
    properties.remove("format");
    assertTrue(refusal("layout", "by-type").contains("event.clicks"));
    properties.remove("layout");
    assertTrue(refusal("time.field", "at").contains("event.clicks"));
  }

  @Test
  void whatDoesNotFitTheContract() {
    properties.put("event.clicks", CONTRACT);
    assertTrue(refusal("partition.fields", "nowhere").contains("[at, tags]"));
    assertTrue(refusal("partition.fields", "tags").contains("no single value"));
    properties.remove("partition.fields");
    assertTrue(refusal("time.field", "at").contains("no time"));
    properties.remove("time.field");
    assertTrue(refusal("layout", "by-type").contains("no union"));
  }

  @Test
  void directoriesThatCannotBe() {
    properties.put("event.clicks", CONTRACT);
    assertTrue(refusal("time.zone", "Europe/Pariss", "time.field", "record").contains("no zone"));
    properties.put("time.zone", "Europe/Paris");
    for (String pattern :
        List.of(
            "week", "YYYY", "y=YYYY/", "y=YYYY//m=MM", "y=", "y=YYYY/Y=MM", "_y=YYYY", "y=YYYYx"))
      assertTrue(refusal("time.directories", pattern).contains("must be hour, day"), pattern);
    properties.put("time.directories", "at=YYYY");
    assertTrue(refusal("partition.fields", "at").contains("two directories"));
    assertTrue(refusal("partition.names", "a,b").contains("one for each"));
    assertTrue(
        refusal("partition.names", "", "partition.fields", "at.inner").contains("[at, tags]"));
  }

  @Test
  void columnsThatCannotBeDropped() {
    assertTrue(refusal("partition.columns", "drop").contains("files of json hold every field"));
    properties.put(
        "event.clicks",
        "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"}},\"name\":\"c\",\"unknown\":\"keep\"}");
    assertTrue(
        refusal("format", "parquet", "coordinates", "false", "partition.fields", "at")
            .contains("leaves no column"));
  }

  @Test
  void topicsOfAPatternHaveOneContract() {
    properties.remove("topics");
    properties.put("topics.regex", "clicks-.*");
    assertTrue(refusal("format", "parquet").contains("contract of topic clicks-.*"));
    properties.put("event", CONTRACT);
    assertTrue(refusal("partition.fields", "nowhere").contains("[at, tags]"));
    properties.remove("partition.fields");
    assertEquals("c", SinkSettings.of(properties).contracts().of("clicks-1").name());
    properties.put("event.clicks-2", CONTRACT.replace("\"c\"", "\"own\""));
    assertEquals("own", SinkSettings.of(properties).contracts().of("clicks-2").name());
    String encoded = "\"encoding\":{\"format\":\"avro\",\"subject\":\"s\"}";
    assertTrue(
        refusal("event", CONTRACT.replace("{\"fields\"", "{" + encoded + ",\"fields\""))
            .startsWith("Invalid value null for configuration event:"));
    assertTrue(refusal("event", "{").startsWith("Invalid value { for configuration event:"));
  }

  @Test
  void whatDoesNotFitTheFormat() {
    assertTrue(refusal("compression", "snappy").contains("json knows"));
  }

  @Test
  void aBrokenContractIsNamedByItsKey() {
    assertTrue(refusal("event.clicks", "{").contains("event.clicks"));
  }

  @Test
  void validationSaysItAtTheKeyWithoutThrowing() {
    properties.put("format", "parquet");
    List<String> wrong =
        new FilesystemSinkConnector()
            .validate(properties).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(value -> value.name())
                .toList();
    assertEquals(List.of("format"), wrong);
  }

  @Test
  void secretsShowInNoText() {
    properties.put("s3.access.key", "AKIA-visible");
    properties.put("s3.secret.key", "very-secret");
    String text = SinkSettings.of(properties).toString();
    assertFalse(text.contains("very-secret") || text.contains("AKIA-visible"), text);
  }
}
