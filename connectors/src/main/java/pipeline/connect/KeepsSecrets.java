package pipeline.connect;

/** A connector with keys that its definition leaves out, so that Connect tells nobody of them. */
public interface KeepsSecrets {
  /** Whether the value under this undefined key stands in no answer and no message. */
  boolean keepsSecret(String key);
}
