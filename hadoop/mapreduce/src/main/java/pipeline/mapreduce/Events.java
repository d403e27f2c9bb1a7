package pipeline.mapreduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens to the job, as one JSON object a line, for the tool that started the driver. */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PrintStream out;

  Events(PrintStream out) {
    this.out = out;
  }

  /**
   * @param details names and values in turns
   */
  synchronized void tell(String event, Object... details) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    for (int at = 0; at < details.length; at += 2) {
      line.put((String) details[at], details[at + 1]);
    }
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException error) {
      throw new IllegalArgumentException(event, error);
    }
    out.flush();
  }
}
