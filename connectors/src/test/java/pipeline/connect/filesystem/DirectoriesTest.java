package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.TestWorker;

class DirectoriesTest {
  private static final String CONTRACT =
      "{\"aliases\":{\"déconnexion\":\"deconnexion\"},\"by\":\"kind\",\"fields\":{\"at\":{\"format\":\"local-date-time\","
          + "\"required\":true,\"type\":\"string\"},\"city\":{\"required\":false,\"type\":\"string\"},\"kind\":{\"required\":"
          + "true,\"type\":\"string\"}},\"name\":\"e\",\"timezone\":\"Europe/Paris\",\"types\":{\"achat\":{\"price\":{"
          + "\"decimals\":2,\"required\":true,\"type\":\"number\"}},\"deconnexion\":{}},\"unknown\":\"keep\"}";

  @TempDir Path root;
  private TestSink sink;

  @BeforeEach
  void sink() {
    sink = new TestSink(root).with("event.clicks", CONTRACT);
    sink.kafka.produce(
        0,
        "{\"at\":\"2025-12-17T00:30:00\",\"kind\":\"achat\",\"price\":1.5,\"city\":\"Aix/Marseille\"}");
    sink.kafka.produce(0, "{\"at\":\"2025-12-17T12:30:00\",\"kind\":\"déconnexion\"}");
    sink.kafka.produce(
        0, "{\"at\":\"2025-12-17T12:59:59\",\"kind\":\"deconnexion\",\"city\":\"Nîmes\"}");
  }

  private List<String> directories() throws Exception {
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    return sink.files().stream().map(file -> file.substring(0, file.lastIndexOf('/'))).toList();
  }

  @Test
  void aDirectoryPerTypeAnAliasCountingAsItsType() throws Exception {
    sink.with("layout", "by-type");
    assertEquals(List.of("clicks/achat", "clicks/deconnexion"), directories());
    String deconnexion = sink.files().get(1);
    assertEquals(2, Files.readAllLines(root.resolve(deconnexion)).size());
    assertTrue(Files.readAllLines(root.resolve(deconnexion)).get(0).contains("\"deconnexion\""));
  }

  @Test
  void aDirectoryPerValueWithCharactersThatNamesCannotHold() throws Exception {
    sink.with("partition.fields", "city");
    assertEquals(
        List.of(
            "clicks/city=Aix%2FMarseille",
            "clicks/city=N%C3%AEmes", "clicks/city=__HIVE_DEFAULT_PARTITION__"),
        directories());
  }

  @Test
  void anAbsentFieldAnEmptyTextAndTheTextsThatReadLikeThemAreApart() throws Exception {
    sink.with("partition.fields", "city");
    for (String city : List.of("", "__HIVE_DEFAULT_PARTITION__", "__EMPTY__")) {
      sink.kafka.produce(
          0, "{\"at\":\"2025-12-17T12:30:00\",\"kind\":\"deconnexion\",\"city\":\"" + city + "\"}");
    }
    assertEquals(
        Set.of(
            "clicks/city=Aix%2FMarseille",
            "clicks/city=N%C3%AEmes",
            "clicks/city=__HIVE_DEFAULT_PARTITION__",
            "clicks/city=__EMPTY__",
            "clicks/city=%5F_HIVE_DEFAULT_PARTITION__",
            "clicks/city=%5F_EMPTY__"),
        Set.copyOf(directories()));
  }

  @Test
  void theYearZeroIsNotTheYearOne() throws Exception {
    sink.with("time.field", "at").with("time.directories", "day");
    sink.kafka.produce(0, "{\"at\":\"0000-06-01T12:00:00\",\"kind\":\"deconnexion\"}");
    assertFalse(directories().contains("clicks/dt=0001-06-01"));
  }

  @Test
  void whatStandsInTheWayIsFoundBeforeALinkPromisesTheFile() throws Exception {
    sink.with("layout", "by-type");
    Files.createDirectories(root.resolve("clicks"));
    Path inTheWay = Files.writeString(root.resolve("clicks/achat"), "no directory");
    TestWorker worker = sink.worker().start(0).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertEquals(Link.Kind.OPEN, sink.chain(0).tip().kind());
    Files.delete(inTheWay);
    sink.clock.pass(Duration.ofMinutes(2));
    worker.poll().poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertEquals(Link.Kind.COMMIT, sink.chain(0).tip().kind());
    assertEquals(3, sink.lines().size());
  }

  @Test
  void aDirectoryPerHourOfTheEventInUtc() throws Exception {
    sink.with("time.field", "at");
    assertEquals(
        List.of("clicks/dt=2025-12-16/hour=23", "clicks/dt=2025-12-17/hour=11"), directories());
  }

  @Test
  void aDirectoryPerDayBelowTheOthers() throws Exception {
    sink.with("time.field", "at")
        .with("time.directories", "day")
        .with("layout", "by-type")
        .with("format", "parquet");
    assertEquals(
        List.of("clicks/achat/dt=2025-12-16", "clicks/deconnexion/dt=2025-12-17"), directories());
  }

  @Test
  void aColumnThatItsDirectoryTellsIsLeftOutAndTheFooterSaysSo() throws Exception {
    sink.with("format", "parquet")
        .with("partition.fields", "city,kind")
        .with("partition.names", "city,type")
        .with("partition.columns", "drop");
    directories();
    for (String file : sink.files()) {
      InputFile input =
          HadoopInputFile.fromPath(
              new org.apache.hadoop.fs.Path(root.resolve(file).toUri()), new Configuration());
      try (ParquetFileReader reader = ParquetFileReader.open(input)) {
        FileMetaData footer = reader.getFooter().getFileMetaData();
        assertFalse(footer.getSchema().containsField("city"), file);
        assertTrue(footer.getSchema().containsField("kind"), file);
        assertEquals(
            "[{\"name\":\"city\",\"type\":\"text\"}]",
            footer.getKeyValueMetaData().get("pipeline.directories"));
      }
    }
  }

  @Test
  void aValueTooLongForANameIsADeadLetter() throws Exception {
    sink.with("partition.fields", "city");
    String city = "x".repeat(1_000_000);
    sink.kafka.produce(
        0, "{\"at\":\"2025-12-17T12:30:00\",\"kind\":\"deconnexion\",\"city\":\"" + city + "\"}");
    assertEquals(3, directories().size());
    DeadLetter letter = sink.chain(0).tip().deadLettered().get(0);
    assertEquals(3, letter.offset());
    assertTrue(letter.reason().startsWith("city:"), letter.reason());
  }

  @Test
  void aThousandDirectoriesAreOneCommit() throws Exception {
    assertEquals(1, commitsOf(1_000));
  }

  @Test
  void directoriesWhoseFilesWouldFillTheMemoryAreSeveralCommits() throws Exception {
    sink.with("compression", "zstd");
    assertTrue(commitsOf(200) > 3);
  }

  private long commitsOf(int directories) throws Exception {
    sink.with("partition.fields", "city");
    for (int i = 0; i < directories; i++) {
      sink.kafka.produce(
          0, "{\"at\":\"2025-12-17T12:30:00\",\"kind\":\"deconnexion\",\"city\":\"c" + i + "\"}");
    }
    TestWorker worker = sink.worker().start(0);
    for (int i = 0; i <= directories / 100; i++) worker.poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    List<Link> commits =
        sink.chain(0).links().stream().filter(link -> link.kind() == Link.Kind.COMMIT).toList();
    assertEquals(directories + 3, commits.stream().mapToLong(Link::records).sum());
    return commits.size();
  }
}
