package pipeline.connect.filesystem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PathTextTest {
  @Test
  void dotsAloneNameADirectoryOfTheirOwn() {
    assertEquals("%2E%2E", PathText.encode(".."));
    assertEquals("%2E", PathText.encode("."));
    assertEquals("...", PathText.encode("..."));
    assertEquals("a..b", PathText.encode("a..b"));
  }

  @Test
  void readersSeeEveryTypesDirectory() {
    assertEquals("%5Ftombstones", PathText.encodeVisible("_tombstones"));
    assertEquals("%2E%2E", PathText.encodeVisible(".."));
    assertEquals("%2Ehidden", PathText.encodeVisible(".hidden"));
    assertEquals("a_b.c", PathText.encodeVisible("a_b.c"));
  }
}
