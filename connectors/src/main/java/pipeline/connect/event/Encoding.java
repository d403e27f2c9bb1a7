package pipeline.connect.event;

/**
 * How a topic's values become the JSON that its contract reads (docs/registry.md).
 *
 * @param format the topic's format: `avro`, `json-schema`
 * @param subject of the registry; null where the contract was written by hand
 * @param version of the subject from which the contract was derived; null likewise
 * @param schema the text of that version; null likewise
 */
public record Encoding(String format, String subject, Integer version, String schema) {
  /** The version that the contract was derived from, for people. */
  public String told() {
    return subject + " version " + version + ", by which the contract reads";
  }
}
