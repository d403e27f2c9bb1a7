package pipeline.spark;

import java.io.IOException;

/** YARN's ResourceManager does not answer: the message says which. */
final class ManagerAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  ManagerAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
