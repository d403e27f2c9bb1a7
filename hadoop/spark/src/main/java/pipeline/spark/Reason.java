package pipeline.spark;

import java.util.ArrayList;
import java.util.List;

/**
 * Why something failed, in one sentence: the first line of the deepest cause that has something to
 * say.
 */
final class Reason {
  private Reason() {}

  static String of(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = error;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) causes.add(cause);
    for (int index = causes.size() - 1; index >= 0; index--) {
      String message = causes.get(index).getMessage();
      if (message == null || message.isBlank()) continue;
      return causes.get(index).getClass().getSimpleName() + ": " + sentence(message);
    }
    return error.getClass().getSimpleName();
  }

  /** The first line, without Spark's error class, SQL state and plan. */
  static String sentence(String message) {
    String line = message.strip().lines().findFirst().orElse("");
    return line.replaceFirst("^\\[[A-Z0-9_.]+]\\s*", "")
        .replaceFirst("\\s*SQLSTATE: \\w+(\\s*\\(line \\d+, pos \\d+\\))?;?.*$", "");
  }
}
