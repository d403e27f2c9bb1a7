package pipeline.connect.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads with a consumer of its own, outside of any group, that has the addresses and credentials of
 * the task's.
 */
final class KafkaRecordLookup implements RecordLookup {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_MS = 30_000;

  /**
   * A record that is looked up is seldom alone: the rest of its poll is kept until another seek.
   */
  private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> polled = new TreeMap<>();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private TopicPartition assigned;
  private long from;
  private long to;

  KafkaRecordLookup(Map<String, Object> task) {
    Map<String, Object> settings = new HashMap<>(task);
    settings.keySet().retainAll(ConsumerConfig.configNames());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    settings.remove(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG);
    settings.put(
        ConsumerConfig.CLIENT_ID_CONFIG, task.get(ConsumerConfig.CLIENT_ID_CONFIG) + "-lookup");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(settings, bytes, bytes);
  }

  @Override
  public SinkRecord at(TopicPartition partition, long offset) throws IOException {
    try {
      if (!partition.equals(assigned) || offset < from || offset >= to) read(partition, offset);
    } catch (KafkaException failure) {
      assigned = null;
      throw new IOException(
          partition + " cannot be read at offset " + offset + ": " + failure.getMessage(), failure);
    }
    ConsumerRecord<byte[], byte[]> found = polled.get(offset);
    return found == null ? null : asSinkRecord(found);
  }

  /**
   * Afterwards everything that the topic holds in [from, to) is in `polled`, and offset is in it.
   */
  private void read(TopicPartition partition, long offset) throws IOException {
    List<TopicPartition> only = List.of(partition);
    polled.clear();
    assigned = partition;
    from = offset;
    to = offset + 1;
    consumer.assign(only);
    if (offset < consumer.beginningOffsets(only).get(partition)) return;
    if (offset >= consumer.endOffsets(only).get(partition)) return;
    consumer.seek(partition, offset);
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (consumer.position(partition) <= offset) {
      if (System.nanoTime() > end)
        throw new IOException(
            partition + ": Kafka brings nothing from offset " + offset + " on; it is tried again");
      consumer.poll(POLL).records(partition).forEach(record -> polled.put(record.offset(), record));
    }
    to = Math.max(to, consumer.position(partition));
  }

  private static SinkRecord asSinkRecord(ConsumerRecord<byte[], byte[]> record) {
    ConnectHeaders headers = new ConnectHeaders();
    for (Header header : record.headers())
      headers.add(header.key(), header.value(), Schema.OPTIONAL_BYTES_SCHEMA);
    return new SinkRecord(
        record.topic(),
        record.partition(),
        Schema.OPTIONAL_BYTES_SCHEMA,
        record.key(),
        Schema.OPTIONAL_BYTES_SCHEMA,
        record.value(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        headers);
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
