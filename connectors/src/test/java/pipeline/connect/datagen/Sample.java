package pipeline.connect.datagen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import pipeline.connect.datagen.value.Tick;

/** A datagen source without a worker: its configuration, and the records it makes. */
final class Sample {
  static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> properties = new HashMap<>();

  /** One topic {@code t} whose event has these fields; JSON with single quotes. */
  static Sample of(String fields) {
    return ofContract("{'name':'e','unknown':'keep','fields':" + fields + "}");
  }

  static Sample ofContract(String contract) {
    return new Sample()
        .with("topics", "t")
        .with("topic.t.event", contract)
        .with("seed", "42")
        .with("rate", "1000");
  }

  /** Sets a key; JSON with single quotes. */
  Sample with(String key, String value) {
    properties.put(key, value.replace('\'', '"'));
    return this;
  }

  Sample hints(String fields) {
    return with("fields", fields);
  }

  Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  Targets targets() {
    return new Targets(new DatagenConfig(properties));
  }

  /** Topic, key and value of one record, made by a source that made none before. */
  String line(long n) {
    return line(targets(), n);
  }

  List<String> lines(long from, long to) {
    Targets targets = targets();
    return LongStream.range(from, to).mapToObj(n -> line(targets, n)).toList();
  }

  /** Values of the records [0, count). */
  List<JsonNode> values(long count) {
    Targets targets = targets();
    return LongStream.range(0, count).mapToObj(n -> value(targets, n)).toList();
  }

  static String line(Targets targets, long n) {
    Tick tick = tick(n);
    Targets.Target target = targets.of(tick);
    byte[] key = target.maker().key(tick);
    return target.topic()
        + "\t"
        + (key == null ? "" : text(key))
        + "\t"
        + text(target.maker().value(tick));
  }

  private static JsonNode value(Targets targets, long n) {
    try {
      return JSON.readTree(targets.of(tick(n)).maker().value(tick(n)));
    } catch (IOException error) {
      throw new AssertionError(error);
    }
  }

  /** 2026-01-01T12:00:00Z and a millisecond per record. */
  private static Tick tick(long n) {
    return new Tick(n, 1_767_268_800_000_000L + n * 1000);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
