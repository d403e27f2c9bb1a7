package pipeline.connect.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaskStatusTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final TaskStatus status = new TaskStatus(() -> Instant.ofEpochMilli(now.get()));

  @Test
  void aStoreThatDoesNotReturnIsNamed() {
    status.calls("lake");
    now.addAndGet(9_000);
    assertNull(status.snapshot().waiting());
    now.addAndGet(2_000);
    assertEquals(
        new TaskStatus.Waiting("lake has not answered yet", 1_000, 0), status.snapshot().waiting());
    status.returned();
    assertNull(status.snapshot().waiting());
  }
}
