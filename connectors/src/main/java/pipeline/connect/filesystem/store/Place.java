package pipeline.connect.filesystem.store;

/** Where one connector keeps what belongs to one partition (docs/commit-log.md). */
public record Place(String connector, String topic, int partition) {
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

  /** What the name of every data file of this partition begins with. */
  public String filePrefix() {
    return topic + "+" + partition + "+";
  }

  private String inner() {
    return PathText.encode(connector) + "/" + topic + "/" + partition;
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
