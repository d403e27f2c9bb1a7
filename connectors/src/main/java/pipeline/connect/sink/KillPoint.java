package pipeline.connect.sink;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Places between every two steps of the protocol where a test may have this JVM killed, or put to
 * sleep. Off unless the worker runs with `-Dpipeline.kill.dir=DIR`: then a file in DIR named after
 * the point is renamed and the process gets the signal that stands in it, SIGKILL when none does,
 * so that no handler, no finally and no shutdown hook runs.
 */
public final class KillPoint {
  private static final String DIRECTORY = System.getProperty("pipeline.kill.dir");

  private KillPoint() {}

  public static void reached(String point) {
    if (DIRECTORY == null) return;
    File taken = new File(DIRECTORY, point + ".reached");
    if (new File(DIRECTORY, point).renameTo(taken)) send(taken);
  }

  private static void send(File asked) {
    String process = Long.toString(ProcessHandle.current().pid());
    try {
      String signal = Files.readString(asked.toPath());
      String flag = "-" + (signal.isEmpty() ? "KILL" : signal);
      new ProcessBuilder("kill", flag, process).start().waitFor();
    } catch (IOException | InterruptedException cause) {
      Runtime.getRuntime().halt(137);
    }
  }
}
