package pipeline.mapreduce;

import java.io.IOException;

/**
 * The ResourceManager is away, or knows nothing of the application any more: the message says
 * which.
 */
final class ManagerLostException extends IOException {
  private static final long serialVersionUID = 1L;

  ManagerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
