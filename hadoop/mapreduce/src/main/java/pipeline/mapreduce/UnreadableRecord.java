package pipeline.mapreduce;

/**
 * A record that is not what the job was told it would find. Such records are counted, and take no
 * part.
 */
final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableRecord(String reason) {
    super(reason, null, false, false);
  }
}
