package pipeline.connect.jdbc.sql;

import java.io.IOException;

/** The database refuses a value and would refuse it again: the message says why. */
public final class RefusedValue extends IOException {
  RefusedValue(String reason) {
    super(reason);
  }
}
