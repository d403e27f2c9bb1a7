package pipeline.connect.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/** Every format does what its constant says. */
class StoredFormatTest {
  private static final EventContract THING =
      EventContract.parse(
          "{\"name\":\"thing\",\"fields\":{\"id\":{\"type\":\"integer\"}},\"types\":{}}");

  @ParameterizedTest
  @EnumSource
  void writesFilesInEachOfItsCompressions(StoredFormat format) throws Exception {
    EventReader reader = EventReader.of(THING);
    Row row = reader.newRow();
    reader.read("{\"id\":1}".getBytes(StandardCharsets.UTF_8), row);
    for (String compression : format.compressions()) {
      FileFormat files =
          format.files(new StoredFormat.Options(THING, compression, Coordinates.PLACE, false));
      assertEquals(format.word(), files.extension().split("\\.")[0]);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (RecordFileWriter writer = files.create(out, null)) {
        writer.write(row, 0, 7);
        assertEquals(1, writer.records());
      }
      assertTrue(out.size() > 0, format + " " + compression);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWord(StoredFormat format) {
    assertEquals(format, StoredFormat.of(format.word()));
  }

  @Test
  void aWordOfNoFormatIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> StoredFormat.of("csv"));
  }

  @Test
  void saysWhatIsCompressedHow() {
    assertEquals(
        "json: none (default), gzip or zstd. parquet: snappy (default), none or zstd. avro: snappy (default), none,"
            + " deflate or zstd.",
        StoredFormat.compressionsOfAll());
    assertEquals(List.of("json", "parquet", "avro"), List.of(StoredFormat.words()));
  }
}
