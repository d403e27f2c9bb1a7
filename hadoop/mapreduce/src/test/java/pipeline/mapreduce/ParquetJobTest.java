package pipeline.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetJobTest {
  private static final MessageType SALES =
      MessageTypeParser.parseMessageType(
          "message event { required binary t (STRING); "
              + "optional binary p (STRING); optional int64 price (DECIMAL(18,2)); required int32 kafka_partition; }");
  private static final MessageType LOGINS =
      MessageTypeParser.parseMessageType(
          "message event { required binary t (STRING); required int32 kafka_partition; }");
  @TempDir private Path folder;

  private Path write(String name, MessageType schema, int rows, long price) throws IOException {
    Path file = folder.resolve(name);
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(schema)
            .withRowGroupSize(4096L)
            .build()) {
      for (int n = 0; n < rows; n++) {
        Group group =
            groups
                .newGroup()
                .append("t", schema == SALES ? "achat" : "connexion")
                .append("kafka_partition", 0);
        writer.write(
            schema == SALES ? group.append("p", "p" + n % 2).append("price", price) : group);
      }
    }
    return file;
  }

  @Test
  void countsAndSumsOverFilesOfDifferentColumns() throws Exception {
    JobRun job = new JobRun(folder);
    job.add(write("a.parquet", SALES, 1000, 10));
    job.add(write("b.parquet", LOGINS, 7, 0));
    List<String> counts = job.run(InputFiles.PARQUET, new Grouping("t", null, null, null), 1 << 20);
    assertEquals(
        List.of("{\"key\":\"achat\",\"count\":1000}", "{\"key\":\"connexion\",\"count\":7}"),
        JobRun.groups(counts));
    List<String> sums =
        job.run(InputFiles.PARQUET, new Grouping("p", "price", null, null), 1 << 20);
    assertEquals(
        List.of(
            "{\"key\":\"p0\",\"count\":500,\"sum\":\"50.00\"}",
            "{\"key\":\"p1\",\"count\":500,\"sum\":\"50.00\"}"),
        JobRun.groups(sums));
    assertEquals(1007, JobRun.total(sums, "read"));
  }

  /** As sinks leave out columns that directories hold. */
  private Path below(String directories, String listed) throws IOException {
    Path file = folder.resolve(directories).resolve("a.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(LOGINS)
            .withExtraMetaData(Map.of("pipeline.directories", listed))
            .build()) {
      Group group = new SimpleGroupFactory(LOGINS).newGroup();
      writer.write(group.append("t", "connexion").append("kafka_partition", 0));
    }
    return file;
  }

  @Test
  void whatOnlyDirectoriesHoldIsTakenFromThePath() throws Exception {
    String listed =
        "[{\"name\":\"code\",\"type\":\"text\"},{\"name\":\"n\",\"type\":\"decimal\",\"decimals\":2}]";
    JobRun job = new JobRun(folder);
    job.add(below("code=01/n=1.50", listed));
    job.add(below("code=1/n=-2.50", listed));
    job.add(below("code=__EMPTY__/n=0.10", listed));
    job.add(below("code=__HIVE_DEFAULT_PARTITION__/n=0.20", listed));
    job.add(below("code=a+b/code=null/n=__HIVE_DEFAULT_PARTITION__", listed));
    job.add(write("kept.parquet", LOGINS, 1, 0));
    assertEquals(
        List.of(
            "{\"key\":\"\",\"count\":1,\"sum\":\"0.10\"}",
            "{\"key\":\"01\",\"count\":1,\"sum\":\"1.50\"}",
            "{\"key\":\"1\",\"count\":1,\"sum\":\"-2.50\"}",
            "{\"key\":null,\"count\":1,\"sum\":\"0.20\"}"),
        JobRun.groups(job.run(InputFiles.PARQUET, new Grouping("code", "n", null, null), 1 << 20)));
    assertEquals(
        List.of(
            "{\"key\":\"\",\"count\":1}",
            "{\"key\":\"01\",\"count\":1}",
            "{\"key\":\"1\",\"count\":1}",
            "{\"key\":\"null\",\"count\":1}",
            "{\"key\":null,\"count\":2}"),
        JobRun.groups(
            job.run(InputFiles.PARQUET, new Grouping("code", null, null, null), 1 << 20)));
  }

  @Test
  void aFileCutIntoPiecesGivesEachRowOnce() throws Exception {
    JobRun job = new JobRun(folder);
    job.add(write("a.parquet", SALES, 20_000, 1));
    assertEquals(
        List.of("{\"key\":\"achat\",\"count\":20000}"),
        JobRun.groups(job.run(InputFiles.PARQUET, new Grouping("t", null, null, null), 1 << 12)));
  }
}
