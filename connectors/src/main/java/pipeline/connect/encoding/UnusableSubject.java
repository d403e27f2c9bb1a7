package pipeline.connect.encoding;

import java.io.IOException;

/**
 * The registry has nothing under a subject that values could be written with; waiting is no help.
 */
public final class UnusableSubject extends IOException {
  UnusableSubject(String message) {
    super(message);
  }
}
