package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.store.LocalStorage;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.sink.TestClock;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/**
 * A sink in a temporary directory, with a topic to read and a look at what it stored that shares no
 * code with it.
 */
final class TestSink {
  static final String CONNECTOR = "shop.lake";

  final Path root;
  final TestKafka kafka = new TestKafka();
  final TestClock clock = new TestClock();
  final Map<String, String> properties = new HashMap<>();

  TestSink(Path root) {
    this.root = root;
    properties.put("name", CONNECTOR);
    properties.put("topics", TestKafka.TOPIC);
    properties.put("path", root.toUri().toString());
    properties.put("roll.ms", "10000");
  }

  TestSink with(String key, String value) {
    properties.put(key, value);
    return this;
  }

  TestStore store() {
    return new TestStore(new LocalStorage(root));
  }

  TestWorker worker() {
    return worker(store());
  }

  TestWorker worker(Storage storage) {
    return new TestWorker(
        kafka, properties, clock, task -> new FilesystemSinkTask(task, settings -> storage));
  }

  Place place(int partition) {
    return new Place(CONNECTOR, TestKafka.TOPIC, partition);
  }

  Chain chain(int partition) {
    return new Chain(new LocalStorage(root), place(partition));
  }

  /** Paths of all visible data files, relative to the root, sorted. */
  List<String> files() throws IOException {
    Path topic = root.resolve(TestKafka.TOPIC);
    if (!Files.exists(topic)) return List.of();
    try (Stream<Path> all = Files.walk(topic)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Every line of every visible file. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : files()) lines.addAll(Files.readAllLines(root.resolve(file)));
    return lines;
  }

  /** The places that the stored records name, "PARTITION-OFFSET", repeats included. */
  List<String> stored() throws IOException {
    List<String> stored = new ArrayList<>();
    for (String line : lines()) stored.add(new ObjectMapper().readTree(line).path("at").asText());
    return stored;
  }

  /**
   * Fails unless every record that the topic has now is stored exactly once, and nothing else is.
   */
  void assertExactlyOnce(int... partitions) throws IOException {
    List<String> stored = stored();
    TreeSet<String> expected = new TreeSet<>();
    for (int partition : partitions) {
      for (long offset : kafka.log(partition).keySet()) expected.add(partition + "-" + offset);
    }
    assertEquals(expected, new TreeSet<>(stored), "what is stored");
    assertEquals(expected.size(), stored.size(), "how often it is stored");
  }
}
