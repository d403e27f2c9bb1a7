package pipeline.connect.encoding;

import java.io.IOException;

/** The registry does not answer, or not as a registry does: nothing is wrong with the record. */
public final class RegistryAway extends IOException {
  RegistryAway(String address, String why, Throwable cause) {
    super("the registry " + address + ": " + why, cause);
  }
}
