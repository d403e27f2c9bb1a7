package pipeline.connect.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

class FileFormatsTest {
  private static final EventContract THING =
      EventContract.parse(
          "{\"fields\":{\"n\":{\"type\":\"integer\"},\"text\":{\"required\":false,\"type\":\"string\"}},\"name\":\"thing\",\"unknown\":\"keep\"}");

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final EventReader reader = EventReader.of(THING);
  private final Row row = reader.newRow();

  private void write(RecordFileWriter writer, String value, long offset)
      throws IOException, ContractViolation {
    reader.read(value.getBytes(StandardCharsets.UTF_8), row);
    writer.write(row, 2, offset);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "ZSTD"})
  void everyCompressionGivesBackEveryRowOverManyRowGroups(CompressionCodecName codec)
      throws Exception {
    RecordFileWriter writer =
        new ParquetFormat(THING, codec, Coordinates.PLACE, 64 << 10).create(file, null);
    for (int i = 0; i < 20_000; i++)
      write(writer, "{\"n\":" + i + ",\"text\":\"text " + i * 7919 + "\"}", i + 100);
    writer.close();
    assertEquals(20_000, writer.records());
    assertEquals(file.size(), writer.bytes());
    ParquetMetadata footer = ParquetRows.footer(file.toByteArray());
    assertTrue(footer.getBlocks().size() > 3, "row groups: " + footer.getBlocks().size());
    assertEquals(codec, footer.getBlocks().get(0).getColumns().get(0).getCodec());
    List<ObjectNode> rows = ParquetRows.read(file.toByteArray());
    for (int i = 0; i < 20_000; i++) {
      assertEquals(
          "{\"n\":\""
              + i
              + "\",\"text\":\"text "
              + i * 7919
              + "\",\"kafka_partition\":\"2\",\"kafka_offset\":\""
              + (i + 100)
              + "\"}",
          rows.get(i).toString());
    }
  }

  @Test
  void theFooterNamesWriterEventAndContract() throws Exception {
    new ParquetFormat(
            THING, CompressionCodecName.SNAPPY, Coordinates.PLACE, ParquetFormat.ROW_GROUP)
        .create(file, null)
        .close();
    var footer = ParquetRows.footer(file.toByteArray()).getFileMetaData().getKeyValueMetaData();
    assertEquals("pipeline filesystem sink", footer.get("pipeline.writer"));
    assertEquals("thing", footer.get("pipeline.event"));
    assertEquals(THING.digest(), footer.get("pipeline.contract"));
  }

  @Test
  void theSchemaIsTheDocumentsTable() throws Exception {
    String contract =
        """
        {"name":"all","by":"kind","unknown":"keep","fields":{
          "kind":{"type":"string"},"at":{"type":"string","format":"date-time"},
          "local":{"type":"string","format":"local-date-time"},"day":{"type":"string","format":"date"},
          "n":{"type":"integer"},"x":{"type":"number"},"price":{"type":"number","decimals":2},
          "yes":{"type":"boolean","required":false}},
         "types":{"a":{"list":{"type":"array","items":{"type":"string"}}},
                  "b":{"o":{"type":"object","fields":{"id":{"type":"string","format":"uuid"}}}}}}""";
    new ParquetFormat(
            EventContract.parse(contract),
            CompressionCodecName.SNAPPY,
            Coordinates.PLACE,
            ParquetFormat.ROW_GROUP)
        .create(file, null)
        .close();
    assertEquals(
        """
        message event {
          required binary kind (STRING);
          required int64 at (TIMESTAMP(MICROS,true));
          required int64 local (TIMESTAMP(MICROS,true));
          required int32 day (DATE);
          required int64 n;
          required double x;
          required int64 price (DECIMAL(18,2));
          optional boolean yes;
          optional group list (LIST) {
            repeated group list {
              required binary element (STRING);
            }
          }
          optional group o {
            required binary id (STRING);
            optional binary _rest (STRING);
          }
          optional binary _rest (STRING);
          required int32 kafka_partition;
          required int64 kafka_offset;
        }
        """,
        ParquetRows.footer(file.toByteArray()).getFileMetaData().getSchema().toString());
  }

  @Test
  void oneNameWithTwoTypesNeedsASchemaPerType() {
    EventContract contract =
        EventContract.parse(
            """
        {"name":"mesure","by":"kind","unknown":"keep","fields":{"kind":{"type":"string"}},
         "types":{"nombre":{"value":{"type":"number"}},"texte":{"value":{"type":"string"}}}}""");
    ParquetFormat format =
        new ParquetFormat(
            contract, CompressionCodecName.SNAPPY, Coordinates.PLACE, ParquetFormat.ROW_GROUP);
    String message =
        assertThrows(IllegalArgumentException.class, format::requireOneSchema).getMessage();
    assertEquals(
        "event mesure: value has two types, so its types cannot share one schema; use a schema per type",
        message);
  }

  @Test
  void aLineBreakInAValueBecomesASpace() throws Exception {
    RecordFileWriter writer = new JsonLinesFormat(LineCompression.NONE).create(file, null);
    write(writer, "{\r\n\"n\":\n1}", 0);
    write(writer, "{\"n\":2}", 1);
    writer.close();
    assertEquals("{  \"n\": 1}\n{\"n\":2}\n", file.toString(StandardCharsets.UTF_8));
    assertEquals(file.size(), writer.bytes());
  }

  @ParameterizedTest
  @EnumSource
  void everyCompressionHoldsTheSameLines(LineCompression compression) throws Exception {
    RecordFileWriter writer = new JsonLinesFormat(compression).create(file, null);
    for (int i = 0; i < 10_000; i++) write(writer, "{\"n\":" + i + "}", i);
    writer.close();
    assertEquals(file.size(), writer.bytes());
    InputStream stored = new ByteArrayInputStream(file.toByteArray());
    InputStream plain =
        switch (compression) {
          case NONE -> stored;
          case GZIP -> new GZIPInputStream(stored);
          case ZSTD -> new ZstdInputStream(stored);
        };
    String lines = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(10_000, lines.lines().count());
    assertTrue(lines.endsWith("{\"n\":9999}\n"));
  }

  @Test
  void aValueOfAMegabytePasses() throws Exception {
    String text = "é\\\"".repeat(350_000);
    String value = "{\"n\":1,\"text\":\"" + text + "\"}";
    RecordFileWriter writer =
        new ParquetFormat(THING, CompressionCodecName.SNAPPY, Coordinates.NONE, 64 << 10)
            .create(file, null);
    write(writer, value, 0);
    write(writer, "{\"n\":2}", 1);
    writer.close();
    List<ObjectNode> rows = ParquetRows.read(file.toByteArray());
    assertEquals(text.replace("\\\"", "\""), rows.get(0).get("text").asText());
    assertEquals("2", rows.get(1).get("n").asText());
    file.reset();
    RecordFileWriter lines = new JsonLinesFormat(LineCompression.NONE).create(file, null);
    write(lines, value, 0);
    lines.close();
    assertArrayEquals((value + "\n").getBytes(StandardCharsets.UTF_8), file.toByteArray());
  }

  @Test
  void bytesGrowWhileAFileIsWritten() throws Exception {
    for (FileFormat format :
        List.of(
            new JsonLinesFormat(LineCompression.NONE),
            new ParquetFormat(
                THING, CompressionCodecName.SNAPPY, Coordinates.PLACE, ParquetFormat.ROW_GROUP))) {
      RecordFileWriter writer = format.create(file, null);
      for (int i = 0; i < 1_000; i++) write(writer, "{\"n\":" + i + "}", i);
      long before = writer.bytes();
      for (int i = 0; i < 100_000; i++) write(writer, "{\"n\":" + i + "}", i);
      assertTrue(writer.bytes() > before, format.extension());
      writer.close();
    }
  }
}
