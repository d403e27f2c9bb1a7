package pipeline.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroJobTest {
  private static final String START =
      "{\"type\":\"record\",\"name\":\"event\",\"fields\":[{\"name\":\"t\",\"type\":\"string\"},"
          + "{\"name\":\"in\",\"type\":{\"type\":\"record\",\"name\":\"in\",\"fields\":[{\"name\":\"n\",\"type\":\"long\"}]}}";
  private static final Schema SALES =
      new Schema.Parser()
          .parse(
              START
                  + ",{\"name\":\"p\",\"type\":[\"null\",\"string\"],\"default\":null},"
                  + "{\"name\":\"price\",\"type\":[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":18,\"scale\":2}]},"
                  + "{\"name\":\"ok\",\"type\":\"boolean\"}]}");
  private static final Schema LOGINS = new Schema.Parser().parse(START + "]}");
  @TempDir private Path folder;

  private Path write(String name, Schema schema, String codec, int rows, long price)
      throws IOException {
    Path file = folder.resolve(name);
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.setCodec(CodecFactory.fromString(codec)).setSyncInterval(4096);
      writer.create(schema, file.toFile());
      for (int n = 0; n < rows; n++) {
        GenericRecord inner = new GenericData.Record(schema.getField("in").schema());
        inner.put("n", (long) n);
        GenericRecord record = new GenericData.Record(schema);
        record.put("t", schema == SALES ? "achat" : "connexion");
        record.put("in", inner);
        if (schema == SALES) {
          record.put("p", n % 3 == 2 ? null : "p" + n % 3);
          record.put("price", ByteBuffer.wrap(BigInteger.valueOf(price).toByteArray()));
          record.put("ok", n % 2 == 0);
        }
        writer.append(record);
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
  void countsAndSumsOverFilesOfDifferentFields(String codec) throws Exception {
    JobRun job = new JobRun(folder);
    job.add(write("a.avro", SALES, codec, 999, -10));
    job.add(write("b.avro", LOGINS, codec, 7, 0));
    assertEquals(
        List.of("{\"key\":\"achat\",\"count\":999}", "{\"key\":\"connexion\",\"count\":7}"),
        JobRun.groups(job.run(InputFiles.AVRO, new Grouping("t", null, null, null), 1 << 20)));
    List<String> sums = job.run(InputFiles.AVRO, new Grouping("p", "price", "t", "achat"), 1 << 20);
    assertEquals(
        List.of(
            "{\"key\":\"p0\",\"count\":333,\"sum\":\"-33.30\"}",
            "{\"key\":\"p1\",\"count\":333,\"sum\":\"-33.30\"}",
            "{\"key\":null,\"count\":333,\"sum\":\"-33.30\"}"),
        JobRun.groups(sums));
    assertEquals(1006, JobRun.total(sums, "read"));
  }

  @Test
  void aFileCutIntoPiecesGivesEachRowOnce() throws Exception {
    JobRun job = new JobRun(folder);
    job.add(write("a.avro", SALES, "null", 20_000, 1));
    assertEquals(
        List.of("{\"key\":false,\"count\":10000}", "{\"key\":true,\"count\":10000}"),
        JobRun.groups(job.run(InputFiles.AVRO, new Grouping("ok", null, null, null), 5000)));
  }

  @Test
  void aGroupNamedByAnObjectIsUnreadable() throws Exception {
    JobRun job = new JobRun(folder);
    job.add(write("a.avro", LOGINS, "null", 3, 0));
    List<String> lines = job.run(InputFiles.AVRO, new Grouping("in", null, null, null), 1 << 20);
    assertEquals(3, JobRun.total(lines, "unreadable"));
    assertEquals(3, JobRun.total(lines, "read"));
  }
}
