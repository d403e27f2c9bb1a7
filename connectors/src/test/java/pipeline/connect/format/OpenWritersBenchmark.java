package pipeline.connect.format;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Row;

/**
 * Heap and speed of a union of seven types over three partitions, a Parquet file open for each. Run
 * with its main.
 */
public final class OpenWritersBenchmark {
  private static final int TYPES = 7;
  private static final int PARTITIONS = 3;
  private static final int ROWS = 4_000_000;

  private OpenWritersBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    StringBuilder types = new StringBuilder();
    for (int i = 0; i < TYPES; i++) {
      types
          .append(i == 0 ? "" : ",")
          .append("\"type")
          .append(i)
          .append("\":{\"text\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}}");
    }
    EventContract contract =
        EventContract.parse(
            "{\"name\":\"union\",\"by\":\"kind\",\"unknown\":\"keep\",\"fields\":{"
                + "\"kind\":{\"type\":\"string\"},\"at\":{\"type\":\"string\",\"format\":\"date-time\"},\"user\":{\"type\":\"string\"}},"
                + "\"types\":{"
                + types
                + "}}");
    FileFormat format =
        new ParquetFormat(
            contract, CompressionCodecName.SNAPPY, Coordinates.PLACE, ParquetFormat.ROW_GROUP);
    long empty = heap();
    List<RecordFileWriter> writers = new ArrayList<>();
    for (int i = 0; i < TYPES * PARTITIONS; i++) {
      writers.add(format.create(OutputStream.nullOutputStream(), "type" + i % TYPES));
    }
    System.out.printf(
        Locale.ROOT, "%d open writers, empty: %,d kB%n", writers.size(), (heap() - empty) / 1024);
    EventReader reader = EventReader.of(contract);
    Row row = reader.newRow();
    Random random = new Random(42);
    long cpu = 0;
    long most = 0;
    for (int i = 0; i < ROWS; i++) {
      int type = random.nextInt(TYPES);
      int partition = random.nextInt(PARTITIONS);
      byte[] value =
          String.format(
                  "{\"at\":\"2026-01-01T00:00:%02d.%06dZ\",\"user\":\"user%d\",\"kind\":\"type%d\",\"text\":\"%016x\",\"n\":%d}",
                  i % 60, i % 1_000_000, random.nextInt(10_000), type, random.nextLong(), i)
              .getBytes(StandardCharsets.UTF_8);
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      reader.read(value, row);
      writers.get(partition * TYPES + type).write(row, partition, i);
      cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      if (i % 250_000 == 249_999) most = Math.max(most, heap() - empty);
    }
    System.out.printf(
        Locale.ROOT,
        "at most %,d MB while %,d rows were written, %,d rows per CPU second (with the clock's cost)%n",
        most >> 20,
        ROWS,
        ROWS * 1_000_000_000L / cpu);
    for (RecordFileWriter writer : writers) writer.close();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
