package pipeline.connect.filesystem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlaceTest {
  /** What follows the prefix in a data file's name: two numbers and the longest extension. */
  private static final int REST = "00000000000000000000+000000000000.parquet".length();

  @Test
  void theLongestTopicThatKafkaAllowsStillNamesAFile() {
    String topic = "t".repeat(249);
    String prefix = new Place("c", topic, Integer.MAX_VALUE).filePrefix();
    assertTrue(prefix.length() + REST <= 255, prefix);
    assertNotEquals(
        prefix, new Place("c", topic.substring(1) + "u", Integer.MAX_VALUE).filePrefix());
  }

  @Test
  void anOrdinaryTopicStandsWhole() {
    assertEquals("clicks+3+", new Place("c", "clicks", 3).filePrefix());
  }
}
