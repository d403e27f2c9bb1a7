package pipeline.connect.filesystem.store;

/** Where one connector keeps what belongs to one partition (docs/commit-log.md). */
public record Place(String connector, String topic, int partition) {
  private static final int LONGEST_TOPIC = 180;

  /** The partition's chain of links. */
  public String log() {
    return "_log/" + inner();
  }

  /** Data of one writer before its link. */
  public String temporary(String writer) {
    return temporaries() + "/" + writer;
  }

  public String temporaries() {
    return "_tmp/" + inner();
  }

  /** Names the one connector that may write this topic's directory. */
  public String owner() {
    return "_owner/" + topic;
  }

  /**
   * What the name of every data file of this partition begins with. A long topic is cut and told
   * apart by its hash, so that the whole name stays within 255 bytes.
   */
  public String filePrefix() {
    String shown =
        topic.length() <= LONGEST_TOPIC
            ? topic
            : topic.substring(0, LONGEST_TOPIC) + String.format("~%08x", topic.hashCode());
    return shown + "+" + partition + "+";
  }

  private String inner() {
    return PathText.encode(connector) + "/" + topic + "/" + partition;
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
