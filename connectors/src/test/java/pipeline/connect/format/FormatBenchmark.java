package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/**
 * Rows per second of one thread's CPU time (so that a busy machine does not count), to a stream
 * that forgets: parse alone, JSON lines, Parquet. Run with its main.
 */
public final class FormatBenchmark {
  private static final int EVENTS = 1_000_000;
  private static final int RUNS = 3;

  private static final String CONTRACT =
      """
      {"name":"click","unknown":"keep","fields":{
        "timestamp":{"type":"string","format":"date-time"},
        "user_id":{"type":"string","pattern":"^user[0-9]+$"},
        "item_id":{"type":"integer","minimum":1,"maximum":500},
        "event_type":{"type":"string","enum":["click","view","rating"]},
        "session_id":{"type":"string","pattern":"^session_[0-9]{4}$"},
        "page_url":{"type":"string"},
        "click_duration":{"type":"number","decimals":2,"minimum":0}}}""";

  private FormatBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    byte[][] events = events();
    EventContract contract = EventContract.parse(CONTRACT);
    for (int run = 1; run <= RUNS; run++) {
      report("parse", run, time(events, contract, null));
      report("json", run, time(events, contract, new JsonLinesFormat(LineCompression.NONE)));
      report("json.gz", run, time(events, contract, new JsonLinesFormat(LineCompression.GZIP)));
      report(
          "parquet snappy",
          run,
          time(events, contract, parquet(contract, CompressionCodecName.SNAPPY)));
      report(
          "parquet zstd",
          run,
          time(events, contract, parquet(contract, CompressionCodecName.ZSTD)));
    }
  }

  private static FileFormat parquet(EventContract contract, CompressionCodecName codec) {
    return new ParquetFormat(contract, codec, Coordinates.PLACE, ParquetFormat.ROW_GROUP);
  }

  private static long time(byte[][] events, EventContract contract, FileFormat format)
      throws IOException, ContractViolation {
    EventReader reader = EventReader.of(contract);
    Row row = reader.newRow();
    long start = threadNanos();
    if (format == null) {
      for (byte[] event : events) reader.read(event, row);
      return threadNanos() - start;
    }
    try (RecordFileWriter writer = format.create(OutputStream.nullOutputStream(), null)) {
      for (int i = 0; i < events.length; i++) {
        reader.read(events[i], row);
        writer.write(row, 0, i);
      }
    }
    return threadNanos() - start;
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void report(String what, int run, long nanos) {
    System.out.printf(
        Locale.ROOT, "%-15s run %d  %,d rows/s%n", what, run, EVENTS * 1_000_000_000L / nanos);
  }

  private static byte[][] events() {
    Random random = new Random(42);
    byte[][] events = new byte[EVENTS][];
    for (int i = 0; i < EVENTS; i++) {
      String json =
          String.format(
              Locale.ROOT,
              "{\"timestamp\":\"2026-01-01T%02d:%02d:%02d.%06dZ\",\"user_id\":\"user%d\","
                  + "\"item_id\":%d,\"event_type\":\"click\",\"session_id\":\"session_%04d\","
                  + "\"page_url\":\"https://shop.example/products/%d\",\"click_duration\":%.2f}",
              i / 3_600 % 24,
              i / 60 % 60,
              i % 60,
              random.nextInt(1_000_000),
              random.nextInt(20_000),
              1 + random.nextInt(500),
              random.nextInt(10_000),
              random.nextInt(500),
              random.nextDouble() * 60);
      events[i] = json.getBytes(StandardCharsets.UTF_8);
    }
    return events;
  }
}
