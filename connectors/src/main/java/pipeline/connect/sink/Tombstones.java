package pipeline.connect.sink;

import java.util.Locale;
import pipeline.connect.event.ContractViolation;

/** What a sink does with a record that has no value. */
public enum Tombstones {
  /** It is in the count of its range, and nowhere else. */
  COUNT,
  /** Its key is stored. */
  KEEP,
  /** It is a dead letter. */
  REJECT;

  /** The configuration's key. */
  public static final String KEY = "tombstones";

  public static Tombstones of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ContractViolation rejected() {
    return ContractViolation.ofWhole("no value (a tombstone)");
  }
}
