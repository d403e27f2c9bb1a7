package pipeline.connect.sink;

import java.io.File;
import java.io.IOException;

/**
 * Places between every two steps of the protocol where a test may have this JVM killed. Off unless
 * the worker runs with `-Dpipeline.kill.dir=DIR`: then a file in DIR named after the point is
 * removed and the process gets SIGKILL, so that no handler, no finally and no shutdown hook runs.
 */
public final class KillPoint {
  private static final String DIRECTORY = System.getProperty("pipeline.kill.dir");

  private KillPoint() {}

  public static void reached(String point) {
    if (DIRECTORY == null) return;
    if (new File(DIRECTORY, point).delete()) kill();
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      Thread.sleep(Long.MAX_VALUE);
    } catch (IOException cause) {
      Runtime.getRuntime().halt(137);
    } catch (InterruptedException cause) {
      Runtime.getRuntime().halt(137);
    }
  }
}
