package pipeline.connect.jdbc.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How many rows go into a transaction after one that failed, and after one that did not. */
class BatchSizeTest {
  private final BatchSize size = new BatchSize();

  @Test
  void afterAFailureItIsAFourthOfWhatFailedTogether() {
    size.shrink(800);
    assertFalse(size.isReached(199, 0));
    assertTrue(size.isReached(200, 0));
    size.shrink(8_000);
    assertTrue(size.isReached(100, 0), "it never grows by a failure");
    for (int i = 0; i < 9; i++) size.shrink(1);
    assertFalse(size.isReached(99, 0), "something gets done");
  }

  @Test
  void itGrowsAgain() {
    size.shrink(400);
    size.grow();
    assertFalse(size.isReached(199, 0));
    for (int i = 0; i < 9; i++) size.grow();
    assertTrue(size.isReached(20_000, 0));
    assertTrue(size.isReached(1, 8_000_000), "its bytes are bounded, too");
  }
}
