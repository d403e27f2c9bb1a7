package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.format.AvroRecords;
import pipeline.connect.format.ParquetRows;
import pipeline.connect.sink.TestWorker;

/** What files hold of a record beside its value: the vectors, in every form. */
class CoordinatesTest {
  private static final String ALL = "partition,offset,topic,timestamp,key,headers";
  private static final String CONTRACT =
      "{\"fields\":{\"n\":{\"required\":true,\"type\":\"integer\"}},\"name\":\"e\",\"unknown\":\"keep\"}";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;

  private static List<JsonNode> vectors() throws IOException {
    List<JsonNode> vectors = new ArrayList<>();
    JSON.readTree(new File("../test/vectors/coordinates.json")).forEach(vectors::add);
    return vectors;
  }

  private static byte[] bytes(JsonNode base64) throws IOException {
    return base64.isNull() ? null : base64.binaryValue();
  }

  private static void produce(TestSink sink, JsonNode vector) throws IOException {
    ConnectHeaders headers = new ConnectHeaders();
    for (JsonNode header : vector.get("headers")) {
      byte[] value = bytes(header.get("value"));
      headers.add(header.get("name").asText(), value, Schema.OPTIONAL_BYTES_SCHEMA);
    }
    long timestamp = vector.get("timestamp").asLong();
    byte[] value = bytes(vector.get("value"));
    sink.kafka.produce(
        0, bytes(vector.get("key")), value, timestamp == -1 ? null : timestamp, headers);
  }

  private TestWorker store(TestSink sink) throws Exception {
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    return worker.poll();
  }

  @Test
  void theLinesOfEnvelopesAreThoseOfTheVectors() throws Exception {
    TestSink sink = new TestSink(root).with("envelope", "true").with("coordinates", ALL);
    List<String> expected = new ArrayList<>();
    for (JsonNode vector : vectors()) {
      produce(sink, vector);
      String place = "\"offset\":" + expected.size() + ",";
      expected.add(vector.get("line").asText().replaceFirst("\"offset\":7,", place));
    }
    TestWorker worker = store(sink);
    assertEquals(List.of(), worker.letters);
    String stored = Files.readString(root.resolve(sink.files().get(0)));
    assertEquals(expected, List.of(stored.split("\n")));
    assertEquals(
        "{\"fields\":[],\"coordinates\":[\"partition\",\"offset\",\"topic\",\"timestamp\",\"key\",\"headers\"],"
            + "\"envelope\":true}",
        sink.chain(0).tip().layout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "avro"})
  void theColumnsOfTypedFilesAreThoseOfTheVectors(String format) throws Exception {
    TestSink sink =
        new TestSink(root)
            .with("format", format)
            .with("coordinates", ALL)
            .with("event.clicks", CONTRACT);
    List<ObjectNode> expected = new ArrayList<>();
    for (JsonNode vector : vectors()) {
      if (!vector.has("columns")) continue;
      produce(sink, vector);
      ObjectNode row = JSON.createObjectNode().put("n", "1").put("kafka_partition", "0");
      row.put("kafka_offset", Integer.toString(expected.size()));
      expected.add(row.setAll((ObjectNode) vector.get("columns")));
    }
    store(sink);
    byte[] file = Files.readAllBytes(root.resolve(sink.files().get(0)));
    assertEquals(
        expected, format.equals("parquet") ? ParquetRows.read(file) : AvroRecords.read(file));
  }

  @Test
  void keysAsBytesAreBytesInColumnsAndBase64InLines() throws Exception {
    TestSink columns =
        new TestSink(root.resolve("columns"))
            .with("format", "parquet")
            .with("coordinates", "key:bytes")
            .with("event.clicks", CONTRACT);
    TestSink lines =
        new TestSink(root.resolve("lines"))
            .with("envelope", "true")
            .with("coordinates", "key:bytes");
    for (TestSink sink : List.of(columns, lines)) {
      for (byte[] key : new byte[][] {{'k'}, {}, null})
        sink.kafka.produce(
            0, key, "{\"n\":1}".getBytes(StandardCharsets.UTF_8), 0L, new ConnectHeaders());
      store(sink);
    }
    byte[] file = Files.readAllBytes(columns.root.resolve(columns.files().get(0)));
    assertEquals(
        List.of(
            "{\"n\":\"1\",\"kafka_key\":\"aw==\"}",
            "{\"n\":\"1\",\"kafka_key\":\"\"}",
            "{\"n\":\"1\"}"),
        ParquetRows.read(file).stream().map(ObjectNode::toString).toList());
    assertEquals(
        List.of(
            "{\"keyBase64\":\"aw==\",\"value\":{\"n\":1}}",
            "{\"keyBase64\":\"\",\"value\":{\"n\":1}}",
            "{\"keyBase64\":null,\"value\":{\"n\":1}}"),
        lines.lines());
  }

  @Test
  void keptTombstonesHaveTheSameCoordinates() throws Exception {
    TestSink columns =
        new TestSink(root.resolve("columns"))
            .with("format", "avro")
            .with("tombstones", "keep")
            .with("coordinates", ALL)
            .with("event.clicks", CONTRACT);
    TestSink lines =
        new TestSink(root.resolve("lines"))
            .with("tombstones", "keep")
            .with("envelope", "true")
            .with("coordinates", "offset,timestamp");
    for (TestSink sink : List.of(columns, lines)) {
      for (int i = 0; i < 2; i++)
        sink.kafka.produce(0, new byte[] {'k'}, null, 5L, new ConnectHeaders());
      store(sink);
      assertTrue(sink.files().get(0).startsWith("clicks/_tombstones/"));
    }
    byte[] file = Files.readAllBytes(columns.root.resolve(columns.files().get(0)));
    assertEquals(
        "{\"kafka_key\":\"k\",\"kafka_partition\":\"0\",\"kafka_offset\":\"1\",\"kafka_topic\":\"clicks\","
            + "\"kafka_timestamp\":\"5000\",\"kafka_headers\":[]}",
        AvroRecords.read(file).get(1).toString());
    assertEquals(
        "{\"offset\":1,\"timestamp\":\"1970-01-01T00:00:00.005Z\",\"key\":\"k\",\"value\":null}",
        lines.lines().get(1));
  }

  @Test
  void aTimestampThatIsNoTimeIsADeadLetterOnlyWhereItIsStored() throws Exception {
    for (boolean stored : new boolean[] {true, false}) {
      TestSink sink = new TestSink(root.resolve("t" + stored)).with("tombstones", "keep");
      if (stored) sink.with("envelope", "true").with("coordinates", "timestamp");
      for (byte[] value : new byte[][] {{'1'}, null})
        sink.kafka.produce(0, null, value, 253_402_300_800_000L, new ConnectHeaders());
      TestWorker worker = store(sink);
      assertEquals(stored ? 2 : 0, worker.letters.size());
      if (!stored) continue;
      String reason = worker.letters.get(1).reason();
      assertTrue(reason.contains("timestamp 253402300800000 is no time before"), reason);
    }
  }

  @Test
  void headersThatTheWorkerHasConvertedStopTheTask() {
    TestSink sink = new TestSink(root).with("envelope", "true");
    ConnectHeaders headers = new ConnectHeaders();
    headers.addInt("n", 5);
    sink.kafka.produce(0, null, new byte[] {'1'}, 0L, headers);
    TestWorker worker = sink.worker().start(0);
    String message = assertThrows(ConnectException.class, worker::poll).getMessage();
    assertTrue(message.contains("set header.converter="), message);
  }

  @Test
  void whatIsUsualTellsTheChainNothing() throws Exception {
    for (String usual : List.of("true", "false", "offset,partition")) {
      TestSink sink = new TestSink(root.resolve(usual)).with("coordinates", usual);
      sink.kafka.produce(0, 1);
      store(sink);
      assertNull(sink.chain(0).tip().layout(), usual);
    }
  }

  @Test
  void wordsThatDoNotFit() {
    assertTrue(refusal("coordinates", "partition,ofset").contains("must be true, false, or some"));
    assertTrue(refusal("coordinates", "key,key:bytes").contains("each once"));
    assertTrue(refusal("coordinates", "timestamp").contains("unless envelope is true"));
    assertTrue(
        refusal("format", "avro", "envelope", "true", "event.clicks", CONTRACT)
            .contains("have columns for coordinates"));
    String taken = CONTRACT.replace("\"n\"", "\"kafka_headers\"");
    assertTrue(
        refusal("format", "parquet", "coordinates", "headers", "event.clicks", taken)
            .contains("kafka_headers is a field of event e"));
  }

  private String refusal(String... pairs) {
    TestSink sink = new TestSink(root);
    for (int i = 0; i < pairs.length; i += 2) sink.with(pairs[i], pairs[i + 1]);
    return assertThrows(ConfigException.class, () -> SinkSettings.of(sink.properties)).getMessage();
  }
}
