package pipeline.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonJobTest {
  private static final long WHOLE = 1 << 20;
  @TempDir private Path folder;
  private JobRun job;

  @BeforeEach
  void start() {
    job = new JobRun(folder);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }

  private static byte[] zstd(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      zstd.write(bytes(text));
    }
    return out.toByteArray();
  }

  @Test
  void countsByFieldOverPlainAndPackedFiles() throws Exception {
    job.file("a.json", bytes("{\"t\":\"achat\"}\n{\"t\":\"déconnexion\"}\n{\"u\":1}\n"));
    job.file("b.json.gz", gzip("{\"u\":{\"t\":\"inside\"},\"t\":\"achat\"}\n{\"t\":null}\n"));
    job.file("c.json.zst", zstd("{\"t\":\"achat\"}\n".repeat(20_000)));
    List<String> lines = job.run(InputFiles.JSON, new Grouping("t", null, null, null), WHOLE);
    assertEquals(
        List.of(
            "{\"key\":\"achat\",\"count\":20002}",
            "{\"key\":\"déconnexion\",\"count\":1}",
            "{\"key\":null,\"count\":2}"),
        JobRun.groups(lines));
    assertEquals(20_005, JobRun.total(lines, "read"));
    assertEquals(0, JobRun.total(lines, "unreadable"));
  }

  @Test
  void sumsExactlyWhatADoubleWouldRound() throws Exception {
    job.file(
        "a.json",
        bytes(
            ("{\"t\":\"achat\",\"p\":\"x\",\"price\":0.10}\n".repeat(1000)
                + "{\"t\":\"achat\",\"p\":\"x\",\"price\":12345678901234567.89}\n{\"t\":\"avis\",\"p\":\"x\",\"price\":7}\n"
                + "{\"t\":\"achat\",\"p\":\"y\"}\n")));
    List<String> lines = job.run(InputFiles.JSON, new Grouping("p", "price", "t", "achat"), WHOLE);
    assertEquals(
        List.of("{\"key\":\"x\",\"count\":1001,\"sum\":\"12345678901234667.89\"}"),
        JobRun.groups(lines));
    assertEquals(1003, JobRun.total(lines, "read"));
  }

  @Test
  void aFileCutIntoManyPiecesGivesEachLineOnce() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < 2000; n++) {
      text.append("{\"t\":\"").append("é".repeat(n % 7)).append(n % 3).append("\"}\n");
    }
    job.file("a.json", bytes(text.toString()));
    List<String> lines = job.run(InputFiles.JSON, new Grouping("t", null, null, null), 1013);
    assertEquals(2000, JobRun.total(lines, "read"));
    assertEquals(21, JobRun.groups(lines).size());
  }

  @Test
  void countsWhatItCannotReadAndGoesOn() throws Exception {
    job.file(
        "a.json",
        bytes(
            "{\"n\":1}\nnot json\n[1]\n{\"n\":{}}\n{\"n\":2} {}\n{\"n\":1.0}\n{\"n\":1e999999}\n"));
    List<String> lines = job.run(InputFiles.JSON, new Grouping("n", null, null, null), WHOLE);
    assertEquals(List.of("{\"key\":1,\"count\":2}"), JobRun.groups(lines));
    assertEquals(5, JobRun.total(lines, "unreadable"));
  }

  @Test
  void refusesAnInputThatIsGoneOrAnother() throws Exception {
    Path file = job.file("a.json", bytes("{\"n\":1}\n"));
    Grouping grouping = new Grouping("n", null, null, null);
    JobSpec longer =
        new JobSpec(
            "test",
            "local",
            InputFiles.JSON,
            grouping,
            List.of(new JobSpec.Input(file.toUri().toString(), 9)),
            folder.resolve("out").toUri().toString(),
            1,
            WHOLE,
            Map.of());
    assertTrue(
        assertThrows(IOException.class, () -> job.run(longer))
            .getMessage()
            .contains("8 bytes long instead of 9"));
    Files.delete(file);
    assertTrue(
        assertThrows(IOException.class, () -> job.run(longer))
            .getMessage()
            .contains("is not there"));
  }

  @Test
  void countsWordsInSmallLettersAcrossPunctuationAndScripts() throws Exception {
    job.file("a.txt", bytes("L'été, été; ÉTÉ 42\r\n42-fois\n\nfin"));
    assertEquals(
        List.of("42\t2", "fin\t1", "fois\t1", "l\t1", "été\t3"), job.run(InputFiles.TEXT, null, 7));
  }
}
