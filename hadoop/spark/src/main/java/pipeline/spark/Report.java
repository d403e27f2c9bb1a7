package pipeline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The runner's words to whoever started it: one JSON object per line on standard output. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** One line: `event`, then `members`. */
  synchronized void tell(String event, Map<String, ?> members) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.putAll(members);
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
    out.flush();
  }
}
