package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipeline.connect.filesystem.store.LocalStorage;
import pipeline.connect.filesystem.store.RenamedFile;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;

/**
 * A store that fails at any time, before or after it did what it was asked, is survived by the same
 * task.
 */
class FlakyStoreTest {
  private static final int SEEDS = 8;
  private static final int PARTITIONS = 3;

  /** Fails one time in `odds`, data on its way too; never again once it is healed. */
  private static final class FlakyStore extends TestStore {
    private final Random dice;
    private final int odds;
    private volatile boolean healed;

    FlakyStore(Storage real, long seed, int odds) {
      super(real);
      this.dice = new Random(seed);
      this.odds = odds;
      before = (operation, path) -> fall();
      after = (operation, path) -> fall();
    }

    void heal() {
      healed = true;
    }

    private void fall() throws IOException {
      if (!healed && dice.nextInt(odds) == 0) throw new IOException("flaky");
    }

    @Override
    public PendingFile begin(String path, String temporary) throws IOException {
      PendingFile file = super.begin(path, temporary);
      OutputStream flaky =
          new FilterOutputStream(file.stream()) {
            private boolean broken;

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
              check();
              out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
              check();
              out.close();
            }

            /** As HDFS does it: what failed once fails for ever. */
            private void check() throws IOException {
              broken |= !healed && dice.nextInt(odds) == 0;
              if (broken) throw new IOException("the stream is broken");
            }
          };
      return new RenamedFile(flaky, file::abandon);
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "parquet"})
  void whateverFailsIsDoneAgain(String format) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) survive(format, seed);
  }

  private void survive(String format, int seed) throws Exception {
    TestSink sink =
        new TestSink(folder.resolve(format + seed))
            .with("format", format)
            .with("partition.fields", "group")
            .with(
                "event.clicks",
                "{\"fields\":{\"at\":{\"required\":true,\"type\":\"string\"},"
                    + "\"group\":{\"required\":true,\"type\":\"string\"}},\"name\":\"c\",\"unknown\":\"keep\"}");
    FlakyStore store = new FlakyStore(new LocalStorage(sink.root), seed, 3 + 4 * seed);
    TestWorker worker = sink.worker(store).start(0, 1, 2);
    for (int round = 0; round < 20; round++) {
      produce(sink, round);
      pass(sink, worker);
    }
    store.heal();
    for (int round = 0; round < 8; round++) pass(sink, worker);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      long position = worker.flush().getOrDefault(TestKafka.partition(partition), -1L);
      assertEquals(
          sink.kafka.end(partition),
          position,
          format + ", seed " + seed + ", partition " + partition);
    }
    if (format.equals("json")) sink.assertExactlyOnce(0, 1, 2);
    worker.stop();
  }

  private static void produce(TestSink sink, int round) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String at = partition + "-" + sink.kafka.end(partition);
      sink.kafka.produce(partition, "{\"at\":\"" + at + "\",\"group\":\"g" + round % 4 + "\"}");
    }
  }

  /** Longer than any pause, and than a roll. */
  private static void pass(TestSink sink, TestWorker worker) {
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(31));
    worker.poll();
  }
}
