package pipeline.connect.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/**
 * Every vector: refused with exactly that reason, or stored in Parquet, Avro and JSON exactly so.
 */
class EventContractVectorsTest {
  private static final File VECTORS = new File("../test/vectors/event-contract.json");

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode group : new ObjectMapper().readTree(VECTORS).get("groups")) {
      for (JsonNode vector : group.get("cases")) {
        String given = vector.path("about").asText(vector.path("value").asText("bytes"));
        String name =
            group.get("about").asText() + ": " + given.substring(0, Math.min(given.length(), 60));
        tests.add(DynamicTest.dynamicTest(name, () -> check(group, vector)));
      }
    }
    return tests.stream();
  }

  private static void check(JsonNode group, JsonNode vector) throws IOException, ContractViolation {
    EventContract contract = EventContract.parse(group.get("contract").toString());
    EventReader reader = EventReader.of(contract);
    Row row = reader.newRow();
    byte[] value =
        vector.has("value")
            ? vector.get("value").asText().getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(vector.get("base64").asText());
    if (vector.has("violation")) {
      ContractViolation violation =
          assertThrows(ContractViolation.class, () -> reader.read(value, row));
      assertEquals(vector.get("violation").asText(), violation.getMessage());
      return;
    }
    reader.read(value, row);
    FileFormat parquet =
        new ParquetFormat(
            contract, CompressionCodecName.SNAPPY, Coordinates.NONE, ParquetFormat.ROW_GROUP);
    String type = group.get("layout").asText().equals("one") ? null : row.type();
    ObjectNode stored = ParquetRows.read(write(parquet, type, row)).get(0);
    assertEquals(vector.get("row").toString(), ordered(vector.get("row"), stored).toString());
    FileFormat avro =
        StoredFormat.AVRO.files(
            new StoredFormat.Options(contract, "snappy", Coordinates.NONE, type != null));
    ObjectNode record = AvroRecords.read(write(avro, type, row)).get(0);
    assertEquals(vector.get("row").toString(), ordered(vector.get("row"), record).toString());
    String line = vector.path("json").asText(new String(value, StandardCharsets.UTF_8));
    assertEquals(
        line.replaceAll("[\r\n]", " ") + "\n",
        new String(
            write(new JsonLinesFormat(LineCompression.NONE), null, row), StandardCharsets.UTF_8));
  }

  private static byte[] write(FileFormat format, String type, Row row) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (RecordFileWriter writer = format.create(file, type)) {
      writer.write(row, 0, 0);
    }
    return file.toByteArray();
  }

  /**
   * The stored row with its columns in the order of the vector; columns the vector lacks come last.
   */
  private static JsonNode ordered(JsonNode pattern, JsonNode stored) throws IOException {
    if (pattern.isNumber()
        && stored.isNumber()
        && Double.compare(pattern.doubleValue(), stored.doubleValue()) == 0) return pattern;
    if (!pattern.isObject() || !stored.isObject()) return stored;
    ObjectNode ordered = ((ObjectNode) stored).objectNode();
    for (var member : pattern.properties()) {
      if (stored.has(member.getKey())) {
        ordered.set(member.getKey(), ordered(member.getValue(), stored.get(member.getKey())));
      }
    }
    stored.properties().forEach(member -> ordered.putIfAbsent(member.getKey(), member.getValue()));
    return ordered;
  }
}
