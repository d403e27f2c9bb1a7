package pipeline.connect.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/** A file that takes the rows of others holds just those rows, in their order. */
class JoinedFileTest {
  private static final EventContract THING =
      EventContract.parse(
          "{\"name\":\"thing\",\"unknown\":\"keep\",\"fields\":{"
              + "\"n\":{\"type\":\"integer\",\"required\":true},\"x\":{\"type\":\"number\",\"required\":false},"
              + "\"at\":{\"type\":\"string\",\"format\":\"date-time\",\"required\":true},"
              + "\"m\":{\"type\":\"map\",\"required\":true,\"values\":{\"type\":\"integer\",\"required\":false}},"
              + "\"l\":{\"type\":\"array\",\"required\":true,\"items\":{\"type\":\"string\",\"required\":false}}}}");
  private static final EventContract OTHER =
      EventContract.parse(
          "{\"name\":\"thing\",\"unknown\":\"keep\",\"fields\":{\"n\":{\"type\":\"integer\",\"required\":true}}}");

  private static byte[] file(
      StoredFormat format, EventContract contract, String compression, int from, int to)
      throws Exception {
    EventReader reader = EventReader.of(contract);
    Row row = reader.newRow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StoredFormat.Options options =
        new StoredFormat.Options(contract, compression, Coordinates.PLACE, false);
    try (RecordFileWriter writer = format.files(options).create(out, null)) {
      for (int i = from; i < to; i++) {
        String value =
            "{\"n\":"
                + i
                + ",\"x\":-0.0,\"at\":\"2025-01-01T00:00:00Z\",\"m\":{\"b\":1,\"10\":null,\"a\":3},"
                + "\"l\":[\"é\",null],\"more\":[1, 2]}";
        reader.read(value.getBytes(StandardCharsets.UTF_8), row);
        writer.write(row, 1, i);
      }
    }
    return out.toByteArray();
  }

  private static List<String> rows(StoredFormat format, String extension, byte[] file)
      throws IOException {
    List<String> rows = new ArrayList<>();
    switch (format) {
      case JSON ->
          new String(
                  LineCompression.of(extension)
                      .under(new ByteArrayInputStream(file))
                      .readAllBytes(),
                  StandardCharsets.UTF_8)
              .lines()
              .forEach(rows::add);
      case PARQUET -> ParquetRows.read(file).forEach(row -> rows.add(row.toString()));
      case AVRO -> AvroRecords.read(file).forEach(row -> rows.add(row.toString()));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void holdsTheRowsOfAllInTheirOrder(StoredFormat format) throws Exception {
    for (String compression : format.compressions()) {
      String extension =
          format
              .files(new StoredFormat.Options(THING, compression, Coordinates.PLACE, false))
              .extension();
      byte[] one = file(format, THING, compression, 0, 10);
      byte[] two = file(format, THING, compression, 10, 3_000);
      byte[] three = file(format, THING, compression, 3_000, 3_001);
      byte[] joined = join(format, extension, compression, one, two);
      byte[] again = join(format, extension, compression, joined, three);
      byte[] whole = file(format, THING, compression, 0, 3_001);
      assertEquals(rows(format, extension, whole), rows(format, extension, again), compression);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "AVRO"})
  void takesNoFileOfOtherColumns(StoredFormat format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JoinedFile joined = format.joined(out, format.word(), format.compressions().get(0))) {
      assertTrue(joined.add(file(format, OTHER, format.compressions().get(0), 0, 3)));
      assertFalse(joined.add(file(format, THING, format.compressions().get(0), 3, 6)));
      assertTrue(joined.add(file(format, OTHER, format.compressions().get(0), 6, 9)));
    }
    assertEquals(6, rows(format, format.word(), out.toByteArray()).size());
  }

  private static byte[] join(
      StoredFormat format, String extension, String compression, byte[]... files)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JoinedFile joined = format.joined(out, extension, compression);
    try (joined) {
      for (byte[] file : files) assertTrue(joined.add(file));
    }
    assertEquals(out.size(), joined.bytes());
    return out.toByteArray();
  }
}
