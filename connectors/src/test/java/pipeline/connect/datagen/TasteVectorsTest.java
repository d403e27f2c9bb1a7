package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pipeline.connect.datagen.value.Draws;
import pipeline.connect.datagen.value.Taste;

/**
 * Users prefer the clusters that test/vectors/datagen-taste.json says; the twin in TypeScript reads
 * the same file.
 */
class TasteVectorsTest {
  @Test
  void preferredClusters() throws IOException {
    for (JsonNode vector :
        Sample.JSON.readTree(Path.of("../test/vectors/datagen-taste.json").toFile())) {
      Draws draws = new Draws(vector.get("seed").asLong(), "taste:" + vector.get("field").asText());
      Taste taste =
          new Taste(vector.get("clusters").asInt(), vector.get("preferred").asInt(), draws);
      int[] expected = Sample.JSON.convertValue(vector.get("expected"), int[].class);
      assertArrayEquals(
          expected, taste.preferredBy(vector.get("user").asLong()), vector.toString());
    }
  }
}
