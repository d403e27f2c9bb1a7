package pipeline.mapreduce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.mapred.JobConf;

/** Runs a job to its end on files of a folder, as the driver does where there is no YARN. */
final class JobRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path folder;
  private final List<Path> inputs = new ArrayList<>();

  JobRun(Path folder) {
    this.folder = folder;
  }

  Path file(String name, byte[] content) throws IOException {
    return add(Files.write(folder.resolve(name), content));
  }

  Path add(Path file) {
    inputs.add(file);
    return file;
  }

  /** The output's lines in order. */
  List<String> run(InputFiles format, Grouping grouping, long splitBytes) throws Exception {
    Path output = Files.createTempDirectory(folder, "output").resolve("result");
    List<JobSpec.Input> files = new ArrayList<>();
    for (Path input : inputs) {
      files.add(new JobSpec.Input(input.toUri().toString(), Files.size(input)));
    }
    return run(
        new JobSpec(
            "test",
            "local",
            format,
            grouping,
            files,
            output.toUri().toString(),
            2,
            splitBytes,
            Map.of()));
  }

  List<String> run(JobSpec spec) throws Exception {
    Path file = Files.write(folder.resolve("spec.json"), JSON.writeValueAsBytes(spec));
    JobConf configuration = new JobConf();
    configuration.set("hadoop.tmp.dir", folder.resolve("tmp").toString());
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    boolean fine =
        LocalRun.run(
            Jobs.create(spec, file.toString(), configuration), new Events(new PrintStream(events)));
    if (!fine) {
      throw new IOException(events.toString(StandardCharsets.UTF_8));
    }
    List<String> lines = new ArrayList<>();
    try (var parts =
        Files.newDirectoryStream(Path.of(java.net.URI.create(spec.output())), "part-*")) {
      for (Path part : parts) {
        lines.addAll(Files.readAllLines(part));
      }
    }
    lines.sort(null);
    return lines;
  }

  /** How many records the output says were read, or could not be. */
  static long total(List<String> lines, String name) throws IOException {
    long total = 0;
    for (String line : lines) {
      JsonNode count = JSON.readTree(line).get(name);
      total += count == null ? 0 : count.asLong();
    }
    return total;
  }

  static List<String> groups(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("{\"key\"")).toList();
  }
}
