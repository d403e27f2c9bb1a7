package pipeline.connect.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A pattern finds the topics that test/vectors/topic-patterns.json says, read as Kafka's consumer
 * reads it; the tool in TypeScript, which tells what it finds, is held against the same file.
 */
class TopicPatternVectorsTest {
  private static final File VECTORS = new File("../test/vectors/topic-patterns.json");

  /** Kafka's consumer leaves these out by itself. */
  private static final List<String> INTERNAL = List.of("__consumer_offsets", "__transaction_state");

  @TestFactory
  Stream<DynamicTest> patterns() throws IOException {
    JsonNode vectors = new ObjectMapper().readTree(VECTORS);
    List<String> names = texts(vectors.get("names"));
    return StreamSupport.stream(vectors.get("patterns").spliterator(), false)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("pattern").asText(),
                    () -> {
                      Pattern pattern = Pattern.compile(vector.get("regex").asText());
                      assertEquals(
                          texts(vector.get("finds")),
                          names.stream()
                              .filter(name -> !INTERNAL.contains(name))
                              .filter(name -> pattern.matcher(name).matches())
                              .toList());
                    }));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
