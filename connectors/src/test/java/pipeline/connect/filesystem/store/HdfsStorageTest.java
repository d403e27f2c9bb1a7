package pipeline.connect.filesystem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.Test;
import pipeline.connect.sink.Parallel;

class HdfsStorageTest {
  /**
   * A NameNode whose answers come in the worst order: the first directory is made only when another
   * call is there.
   */
  private static final class SlowNameNode extends DistributedFileSystem {
    private final Set<Path> directories = ConcurrentHashMap.newKeySet();
    private final Set<Path> renamed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch other = new CountDownLatch(1);
    private final CountDownLatch there = new CountDownLatch(1);

    @Override
    public boolean mkdirs(Path directory) throws IOException {
      if (made.incrementAndGet() == 1) await(other);
      else other.countDown();
      directories.add(directory);
      there.countDown();
      return true;
    }

    @Override
    public void rename(Path source, Path target, Rename... options) throws IOException {
      if (!directories.contains(target.getParent())) {
        other.countDown();
        await(there);
        throw new FileNotFoundException("there was no " + target.getParent());
      }
      renamed.add(target);
    }

    @Override
    public boolean exists(Path path) {
      return directories.contains(path) || path.toString().contains("_tmp");
    }

    private static void await(CountDownLatch latch) throws IOException {
      try {
        latch.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
    }
  }

  private static DataFile file(int partition) {
    return new DataFile("clicks/" + partition + ".json", "_tmp/" + partition, 1, 1, 0, 0, null);
  }

  @Test
  void twoPartitionsMayPublishTheirFirstFilesIntoOneDirectoryAtOnce() throws Exception {
    SlowNameNode files = new SlowNameNode();
    HdfsStorage storage = new HdfsStorage(files, new Path("/lake"));
    new Parallel("test").all(List.of(() -> publish(storage, 0), () -> publish(storage, 1)));
    assertEquals(
        Set.of(new Path("/lake/clicks/0.json"), new Path("/lake/clicks/1.json")), files.renamed);
  }

  private static Void publish(HdfsStorage storage, int partition) throws IOException {
    storage.publish(file(partition));
    return null;
  }
}
