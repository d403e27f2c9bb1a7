package pipeline.connect.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

class AvroFormatTest {
  private static final EventContract THING =
      EventContract.parse(
          "{\"fields\":{\"n\":{\"type\":\"integer\"},\"text\":{\"required\":false,\"type\":\"string\"}},\"name\":\"thing\",\"unknown\":\"keep\"}");

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private static FileFormat format(EventContract contract, String compression, boolean byType) {
    return StoredFormat.AVRO.files(
        new StoredFormat.Options(contract, compression, Coordinates.PLACE, byType));
  }

  @ParameterizedTest
  @CsvSource({"none,null", "deflate,deflate", "snappy,snappy", "zstd,zstandard"})
  void everyCompressionGivesBackEveryRowOverManyBlocks(String compression, String codec)
      throws Exception {
    EventReader reader = EventReader.of(THING);
    Row row = reader.newRow();
    RecordFileWriter writer = format(THING, compression, false).create(file, null);
    for (int i = 0; i < 20_000; i++) {
      String value = "{\"n\":" + i + ",\"text\":\"text " + i * 7919 + "\"}";
      reader.read(value.getBytes(StandardCharsets.UTF_8), row);
      writer.write(row, 2, i + 100);
    }
    assertTrue(writer.bytes() > 0, "bytes grow while the file is written");
    writer.close();
    assertEquals(20_000, writer.records());
    assertEquals(file.size(), writer.bytes());
    try (DataFileReader<GenericRecord> opened = AvroRecords.open(file.toByteArray())) {
      assertEquals(codec, opened.getMetaString("avro.codec"));
      assertEquals("pipeline filesystem sink", opened.getMetaString("pipeline.writer"));
      assertEquals("thing", opened.getMetaString("pipeline.event"));
      assertEquals(THING.digest(), opened.getMetaString("pipeline.contract"));
    }
    List<ObjectNode> rows = AvroRecords.read(file.toByteArray());
    assertEquals(20_000, rows.size());
    for (int i = 0; i < 20_000; i++) {
      String row7919 = "\"text\":\"text " + i * 7919 + "\"";
      String place = "\"kafka_partition\":\"2\",\"kafka_offset\":\"" + (i + 100) + "\"";
      assertEquals("{\"n\":\"" + i + "\"," + row7919 + "," + place + "}", rows.get(i).toString());
    }
  }

  @Test
  void theSchemaIsTheDocumentsTable() throws Exception {
    String contract =
        """
        {"name":"all","by":"kind","unknown":"keep","fields":{
          "kind":{"type":"string"},"at":{"type":"string","format":"date-time"},
          "fine":{"type":"string","format":"date-time","fraction":"nanoseconds"},
          "day":{"type":"string","format":"date"},"n":{"type":"integer"},"x":{"type":"number"},
          "price":{"type":"number","decimals":2},"raw":{"type":"string","format":"base64"},
          "yes":{"type":"boolean","required":false}},
         "types":{"a":{"list":{"type":"array","items":{"type":"object","fields":{"id":{"type":"string"}}}}},
                  "b":{"o":{"type":"object","fields":{"id":{"type":"string"}}},
                       "m":{"type":"map","values":{"type":"integer","required":false}}}}}""";
    format(EventContract.parse(contract), "none", false).create(file, null).close();
    String optionalText = "{\"name\":\"_rest\",\"type\":[\"null\",\"string\"],\"default\":null}";
    try (DataFileReader<GenericRecord> opened = AvroRecords.open(file.toByteArray())) {
      assertEquals(
          "{\"type\":\"record\",\"name\":\"event\",\"fields\":["
              + "{\"name\":\"kind\",\"type\":\"string\"},"
              + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}},"
              + "{\"name\":\"fine\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}},"
              + "{\"name\":\"day\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"}},"
              + "{\"name\":\"n\",\"type\":\"long\"},{\"name\":\"x\",\"type\":\"double\"},"
              + "{\"name\":\"price\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":18,\"scale\":2}},"
              + "{\"name\":\"raw\",\"type\":\"bytes\"},"
              + "{\"name\":\"yes\",\"type\":[\"null\",\"boolean\"],\"default\":null},"
              + "{\"name\":\"list\",\"type\":[\"null\",{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"item\",\"namespace\":\"event.list\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
              + optionalText
              + "]}}],\"default\":null},"
              + "{\"name\":\"o\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"o\",\"namespace\":\"event\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
              + optionalText
              + "]}],\"default\":null},"
              + "{\"name\":\"m\",\"type\":[\"null\",{\"type\":\"map\",\"values\":[\"null\",\"long\"]}],\"default\":null},"
              + optionalText
              + ",{\"name\":\"kafka_partition\",\"type\":\"int\"},{\"name\":\"kafka_offset\",\"type\":\"long\"}]}",
          opened.getSchema().toString());
    }
  }

  @Test
  void aNameThatAvroDoesNotAllowIsRefused() {
    EventContract contract =
        EventContract.parse("{\"name\":\"thing\",\"fields\":{\"user-id\":{\"type\":\"string\"}}}");
    String message =
        assertThrows(ConfigException.class, () -> format(contract, "none", false)).getMessage();
    assertEquals(
        "Invalid value avro for configuration format: event thing: user-id is no name in Avro, which"
            + " allows letters from A to Z, digits and _, and no digit at the start",
        message);
  }

  @Test
  void oneNameWithTwoTypesNeedsASchemaPerType() {
    EventContract contract =
        EventContract.parse(
            """
        {"name":"mesure","by":"kind","unknown":"keep","fields":{"kind":{"type":"string"}},
         "types":{"nombre":{"value":{"type":"number"}},"texte":{"value":{"type":"string"}}}}""");
    assertThrows(IllegalArgumentException.class, () -> format(contract, "none", false));
    format(contract, "none", true);
  }
}
