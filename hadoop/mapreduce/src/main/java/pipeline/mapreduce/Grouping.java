package pipeline.mapreduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * How records are put into groups. All fields are top-level ones.
 *
 * @param by the field whose values name the groups
 * @param sum the field whose numbers are added up; null only counts
 * @param typeField the field that tells types apart; null takes every record
 * @param type its value in the records that take part
 */
record Grouping(String by, String sum, String typeField, String type) {
  private static final String KEY = "pipeline.grouping";
  private static final ObjectMapper JSON = new ObjectMapper();

  void write(Configuration configuration) throws JsonProcessingException {
    configuration.set(KEY, JSON.writeValueAsString(this));
  }

  static Grouping read(Configuration configuration) {
    try {
      return JSON.readValue(configuration.get(KEY), Grouping.class);
    } catch (JsonProcessingException error) {
      throw new IllegalArgumentException(KEY + " holds no grouping", error);
    }
  }

  /** Whether a record needs this field. */
  boolean uses(String field) {
    return Stream.of(by, sum, typeField).anyMatch(field::equals);
  }
}
