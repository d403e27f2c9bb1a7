package pipeline.connect.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a task's helping threads have in common with the task. */
class ParallelTest {
  /** Connect's own name for what its log pattern prints. */
  private static final String CONTEXT = "connector.context";

  @BeforeEach
  void beTheTaskOfAConnector() {
    MDC.put(CONTEXT, "[shop.lake|task-0] ");
  }

  @AfterEach
  void beNobody() {
    MDC.remove(CONTEXT);
  }

  @Test
  void logLinesOfEveryThreadNameTheConnector() throws IOException {
    Parallel parallel = new Parallel("sink-shop.lake");
    Callable<String> work = () -> Thread.currentThread().getName() + " " + MDC.get(CONTEXT);
    String here = Thread.currentThread().getName() + " [shop.lake|task-0] ";
    String there = "sink-shop.lake [shop.lake|task-0] ";
    assertEquals(List.of(here, there, there), parallel.all(List.of(work, work, work)));
    parallel.close(1);
  }
}
