package pipeline.connect.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.sink.TestKafka;
import pipeline.connect.sink.TestWorker;
import pipeline.connect.status.TaskStatus;

class OutageTest {
  private static final TestStore.Hook DOWN =
      (operation, path) -> {
        throw new IOException("the store does not answer");
      };

  @TempDir Path root;
  private TestSink sink;
  private TestStore store;

  @BeforeEach
  void sink() {
    sink = new TestSink(root);
    store = sink.store();
    sink.kafka.produce(0, 5);
  }

  /** Passes the pause after an outage and the next roll: everything is stored once. */
  private void assertRecovers(TestWorker worker) throws Exception {
    sink.clock.pass(Duration.ofSeconds(1));
    worker.poll().poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.assertExactlyOnce(0);
  }

  @Test
  void theTaskGoesOnWhenTheStoreIsBack() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    store.before = DOWN;
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    assertTrue(worker.paused.contains(TestKafka.partition(0)));
    assertEquals(500, worker.asked, "asks to be called for the next attempt");
    long since = sink.clock.millis();
    assertEquals(
        new TaskStatus.Waiting("the store does not answer", since, since + 500),
        worker.status.snapshot().waiting());
    sink.kafka.produce(0, 5);
    sink.clock.pass(Duration.ofSeconds(1));
    worker.poll();
    assertEquals(1_000, worker.asked, "attempts become rarer");
    assertEquals(since, worker.status.snapshot().waiting().since(), "since the first failure");

    store.before = (operation, path) -> {};
    assertRecovers(worker);
    assertNull(worker.status.snapshot().waiting());
    assertEquals(10, worker.status.snapshot().records());
  }

  @Test
  void aStoreThatIsDownAtTheStartIsWaitedFor() throws Exception {
    store.before = DOWN;
    TestWorker worker = sink.worker(store).start(0).poll();
    assertTrue(worker.flush().isEmpty(), "nothing is committed yet");
    store.before = (operation, path) -> {};
    assertRecovers(worker);
  }

  @Test
  void aBatchWhoseDataCannotBeWrittenIsReadAgain() throws Exception {
    TestWorker worker = sink.worker(store).start(0);
    store.before =
        (operation, path) -> {
          if (operation.equals("begin")) throw new IOException("no space left");
        };
    worker.poll();
    sink.clock.pass(Duration.ofSeconds(1));
    store.before =
        (operation, path) -> {
          if (operation.equals("begin")) throw new IOException("no space left");
        };
    worker.poll();
    assertEquals(
        "no space left",
        worker.status.snapshot().waiting().reason(),
        "opened again, and still it cannot commit");
    store.before = (operation, path) -> {};
    assertRecovers(worker);
    assertNull(worker.status.snapshot().waiting());
  }

  @Test
  void kafkaThatDoesNotAnswerAtACommitIsWaitedForToo() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    sink.kafka.down = true;
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.kafka.down = false;
    assertRecovers(worker);
  }

  @Test
  void aPartitionThatWentWhileItWasPausedIsReadWhenItComesBack() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    store.before = DOWN;
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    worker.revoke(0);
    store.before = (operation, path) -> {};
    worker.assign(0);
    assertRecovers(worker);
    assertNull(worker.status.snapshot().waiting());
  }

  @Test
  void aPartitionThatCameBackWhileTheStoreWasStillDownIsReadOnceItIsUp() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    store.before = DOWN;
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    worker.revoke(0);
    worker.assign(0);
    store.before = (operation, path) -> {};
    assertRecovers(worker);
  }

  @Test
  void theOtherPartitionsGoOn() throws Exception {
    sink.kafka.produce(1, 5);
    store.before =
        (operation, path) -> {
          if (path.contains("clicks+0+")) throw new IOException("this one does not work");
        };
    TestWorker worker = sink.worker(store).start(0, 1).poll();
    sink.clock.pass(Duration.ofSeconds(10));
    worker.poll();
    sink.assertExactlyOnce(1);
    assertEquals(
        "1 of 2 partitions: this one does not work", worker.status.snapshot().waiting().reason());
  }

  @Test
  void stoppingDoesNotWaitForAStoreThatHangs() throws Exception {
    TestWorker worker = sink.worker(store).start(0).poll();
    store.before =
        (operation, path) -> {
          try {
            Thread.sleep(Duration.ofMinutes(10).toMillis());
          } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
          }
        };
    Thread stopping = new Thread(worker::stop);
    stopping.start();
    stopping.join(Duration.ofSeconds(30).toMillis());
    assertTrue(!stopping.isAlive(), "the task is still waiting for the store");
  }
}
