package pipeline.connect.sink;

import java.io.Closeable;
import java.io.IOException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads single records of topics again, best in the order of their offsets. */
public interface RecordLookup extends Closeable {
  /** Opens a lookup; whoever opens it closes it. */
  interface Opener {
    RecordLookup open();
  }

  /**
   * The committed record at an offset, as the sink gets it.
   *
   * @return null when there is none, or none any more
   * @throws IOException when Kafka does not answer in time, or refuses
   */
  SinkRecord at(TopicPartition partition, long offset) throws IOException;

  @Override
  void close();
}
