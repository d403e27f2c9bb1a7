package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule = new Schedule(1_000_000, 60_000, 4, new Random(1));

  @Test
  void targetsAreSpreadOverTheInterval() {
    assertEquals(
        List.of(1_060_000L, 1_015_000L, 1_030_000L, 1_045_000L),
        LongStream.range(0, 4).mapToObj(index -> schedule.next((int) index, 1_000_100)).toList());
    assertEquals(1_075_000, schedule.next(1, 1_015_000));
    assertEquals(1_165_000, schedule.next(3, 1_164_999));
    assertEquals(1_000_750, schedule.first(3));
  }

  @Test
  void pausesDoubleUpToFiveMinutesWithJitter() {
    for (int failures = 1; failures < 100; failures++) {
      long whole = Math.min(300_000, 1_000L << Math.min(failures - 1, 20));
      long pause = schedule.afterFailures(failures, 0);
      assertTrue(pause >= whole / 2 && pause <= whole, failures + " failures: " + pause);
    }
    assertTrue(
        LongStream.range(0, 50).map(i -> schedule.afterFailures(5, 0)).distinct().count() > 10);
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertEquals(OptionalLong.of(120_000), millis("120"));
    assertEquals(OptionalLong.of(86_400_000), millis("999999999"));
    assertEquals(OptionalLong.of(5_000), millis("Thu, 01 Jan 1970 00:00:15 GMT"));
    assertEquals(OptionalLong.of(0), millis("Thu, 01 Jan 1970 00:00:01 GMT"));
    for (String wrong : List.of("", "soon", "-1", "1.5"))
      assertEquals(OptionalLong.empty(), millis(wrong));
  }

  private static OptionalLong millis(String header) {
    return RetryAfter.millis(
        HttpHeaders.of(Map.of("Retry-After", List.of(header)), (name, value) -> true), 10_000);
  }
}
