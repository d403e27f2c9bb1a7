package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Times are start + n / rate, and go on where they were after a restart. */
class TimelineTest {
  private static final long START = 1_767_268_800_000_000L;

  @Test
  void recordsLieAtStartPlusNOverRate() {
    Timeline timeline = new Timeline(START, 200);
    assertEquals(START + 5_000, timeline.at(1));
    assertEquals(START + 3_600_000_000L, timeline.at(720_000));
  }

  @Test
  void aRecordIsDueAtItsTimeAndNotBefore() {
    Timeline timeline = new Timeline(START, 3);
    assertEquals(0, timeline.until(START - 1));
    for (long n = 0; n < 1000; n++) {
      assertTrue(timeline.until(timeline.at(n) + 1) >= n + 1);
      assertTrue(timeline.until(timeline.at(n) - 1) <= n);
    }
  }

  @Test
  void theFirstStartIsKept() {
    Position first = Position.from(null, 200, START);
    Position later =
        Position.from(new Position(40, first.timeline(), false).toMap(), 200, START + 999_000_000);
    assertEquals(40, later.next());
    assertEquals(first.timeline(), later.timeline());
  }

  @Test
  void anotherRateGoesOnFromTheSameTime() {
    Timeline before = new Timeline(START, 1000);
    Position after = Position.from(new Position(10_000, before, true).toMap(), 4, START + 1);
    assertEquals(before.at(10_000), after.timeline().at(10_000));
    assertEquals(before.at(10_000) + 250_000, after.timeline().at(10_001));
  }

  @Test
  void aPositionThatAPersonSetIsDueAtOnce() {
    Position position = Position.from(Map.of("n", 500), 10, START);
    assertEquals(500, position.next());
    assertEquals(START, position.timeline().at(500));
  }

  @Test
  void theOffsetSaysWhenAllIsMade() {
    assertEquals(true, new Position(10, new Timeline(START, 5), true).toMap().get("finished"));
    assertEquals(
        Map.of("n", 10L, "start", START, "rate", 5.0),
        new Position(10, new Timeline(START, 5), false).toMap());
  }

  @Test
  void foreignOffsetsAreRefused() {
    assertThrows(ConnectException.class, () -> Position.check(Map.of("position", 5)));
    assertThrows(ConnectException.class, () -> Position.check(Map.of("n", -1)));
    assertThrows(ConnectException.class, () -> Position.check(Map.of("n", "12")));
    assertThrows(ConnectException.class, () -> Position.check(Map.of("n", 1, "nn", 2)));
  }
}
