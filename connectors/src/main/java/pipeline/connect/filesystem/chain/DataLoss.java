package pipeline.connect.filesystem.chain;

import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.filesystem.config.SinkConfig;
import pipeline.connect.filesystem.store.Place;

/**
 * Records that the sink owes are gone from the topic. Stops the task with the range and the ways to
 * go on.
 */
public final class DataLoss extends ConnectException {
  private DataLoss(String message) {
    super(message);
  }

  /** The log start has overtaken the position. */
  public static DataLoss overtaken(Place place, long from, long to) {
    return new DataLoss(
        place
            + ": offsets "
            + from
            + " to "
            + (to - 1)
            + " were removed from the topic (retention or a"
            + " deletion of records) before they were stored. "
            + goOn());
  }

  /** Another topic of the same name, or one that lost its end. */
  public static DataLoss replaced(Place place, long position, String what) {
    return new DataLoss(
        place
            + ": "
            + what
            + ", so records from offset "
            + position
            + " on may be missing, and the"
            + " topic's offsets no longer mean what the stored files say. "
            + goOn()
            + " To store this topic from its start"
            + " instead of what is stored: pipeline offsets reset "
            + place.connector()
            + " --topic "
            + place.topic()
            + " --partition "
            + place.partition()
            + ", with the connector stopped.");
  }

  /** A reset would drop stored records that the topic no longer has. */
  public static DataLoss irrecoverable(Place place, long to, long logStart, long safe) {
    return new DataLoss(
        place
            + ": the reset to offset "
            + to
            + " would delete stored records below offset "
            + logStart
            + ", which the topic no longer has. Reset to a later offset: pipeline offsets reset "
            + place.connector()
            + " --to "
            + safe
            + " --topic "
            + place.topic()
            + " --partition "
            + place.partition()
            + ". "
            + goOn());
  }

  private static String goOn() {
    return "To go on without them: set onDataLoss: continue ("
        + SinkConfig.ON_DATA_LOSS
        + ") on this sink and apply; the"
        + " loss is then written into the commit log.";
  }
}
