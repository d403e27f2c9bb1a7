package pipeline.connect.datagen;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import pipeline.connect.datagen.value.Tick;

/**
 * Prints records without a cluster, as if the source had first started at the epoch: {@code topic
 * TAB key TAB value} per line.
 */
public final class Preview {
  private Preview() {}

  /**
   * Reads a connector's configuration (a JSON object of strings) from standard input.
   *
   * @param arguments how many records; number of the first (0)
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> properties =
        new ObjectMapper().readValue(System.in, new TypeReference<>() {});
    DatagenConfig config = new DatagenConfig(properties);
    Targets targets = new Targets(config);
    Timeline events = config.eventTimeline(new Timeline(0, config.rate()));
    long from = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    long to = Math.min(config.count(), from + Long.parseLong(arguments[0]));
    try (PrintStream out =
        new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8)) {
      for (long n = from; n < to; n++) {
        Tick tick = new Tick(n, events.at(n));
        Targets.Target target = targets.of(tick);
        byte[] key = target.maker().key(tick);
        out.print(
            target.topic()
                + "\t"
                + (key == null ? "" : new String(key, StandardCharsets.UTF_8))
                + "\t");
        out.write(target.maker().value(tick));
        out.print('\n');
      }
    }
  }
}
