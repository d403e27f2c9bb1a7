package pipeline.connect.sink;

import java.io.IOException;
import java.time.InstantSource;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/** Where a sink's records go, as its configuration says. */
public interface SinkTarget {
  /** The connector's name. */
  String connector();

  /** The bucket, NameNode or database, for people; null where there is no name. */
  String store();

  /** How long a record may wait for its commit, in milliseconds. */
  long patience();

  /**
   * @throws IOException when the store does not answer; it will be tried again
   */
  SinkStore open(Tools tools) throws IOException;

  /**
   * What a task gives to its store.
   *
   * @param reporter null when the connector has no dead-letter topic
   * @param lookups reads single records again, where that is asked for
   */
  record Tools(
      TopicFacts facts,
      ErrantRecordReporter reporter,
      Parallel parallel,
      InstantSource clock,
      RecordLookup.Opener lookups) {}
}
