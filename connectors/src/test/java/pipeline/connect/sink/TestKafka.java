package pipeline.connect.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** Topics in memory: records, control records (offsets that hold nothing), retention, deletion. */
public final class TestKafka implements TopicFacts {
  public static final String TOPIC = "clicks";

  private final Map<TopicPartition, NavigableMap<Long, SinkRecord>> logs = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> starts = new HashMap<>();
  public final Map<TopicPartition, Long> groupPositions = new HashMap<>();
  public String topicId = "first";
  public boolean down;

  public static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }

  /** Appends records whose values name their place: {"at":"PARTITION-OFFSET"}. */
  public void produce(int partition, int count) {
    for (int i = 0; i < count; i++) {
      produce(partition, "{\"at\":\"" + partition + "-" + end(partition) + "\"}");
    }
  }

  public void produce(int partition, String value) {
    produce(partition, new byte[] {(byte) partition}, value);
  }

  public void produce(int partition, byte[] key, String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    produce(partition, key, bytes, 0L, new ConnectHeaders());
  }

  public void produce(int partition, byte[] key, byte[] value, Long timestamp, Headers headers) {
    long offset = end(partition);
    SinkRecord record =
        new SinkRecord(
            TOPIC,
            partition,
            null,
            key,
            null,
            value,
            offset,
            timestamp,
            TimestampType.CREATE_TIME,
            headers);
    log(partition).put(offset, record);
    ends.put(partition(partition), offset + 1);
  }

  /** Offsets that hold no record: a transaction's marker, or aborted records. */
  public void produceControl(int partition, int count) {
    ends.put(partition(partition), end(partition) + count);
  }

  public void deleteBefore(int partition, long offset) {
    starts.put(partition(partition), offset);
    log(partition).headMap(offset).clear();
  }

  public void recreateTopic() {
    logs.clear();
    ends.clear();
    starts.clear();
    topicId = topicId + "-again";
  }

  public long end(int partition) {
    return ends.getOrDefault(partition(partition), 0L);
  }

  public NavigableMap<Long, SinkRecord> log(int partition) {
    return logs.computeIfAbsent(partition(partition), none -> new TreeMap<>());
  }

  public long start(TopicPartition partition) {
    return starts.getOrDefault(partition, 0L);
  }

  @Override
  public Map<TopicPartition, Facts> look(Collection<TopicPartition> partitions) throws IOException {
    if (down) throw new IOException("Kafka does not answer");
    Map<TopicPartition, Facts> facts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long logStart = start(partition);
      long start = groupPositions.getOrDefault(partition, logStart);
      facts.put(partition, new Facts(topicId, start, logStart, end(partition.partition())));
    }
    return facts;
  }

  /** A report in a dead-letter topic, which Connect would have written. */
  public void report(String topic, long at, SinkRecord record) {
    ConnectHeaders headers = new ConnectHeaders();
    errorHeader(headers, "topic", record.topic());
    errorHeader(headers, "partition", record.kafkaPartition());
    errorHeader(headers, "offset", record.kafkaOffset());
    SinkRecord report =
        new SinkRecord(
            topic,
            0,
            null,
            record.key(),
            null,
            record.value(),
            at,
            0L,
            TimestampType.CREATE_TIME,
            headers);
    logs.computeIfAbsent(new TopicPartition(topic, 0), none -> new TreeMap<>()).put(at, report);
  }

  private static void errorHeader(ConnectHeaders headers, String name, Object value) {
    byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    headers.add("__connect.errors." + name, bytes, Schema.OPTIONAL_BYTES_SCHEMA);
  }

  /** Reads single records again. */
  public RecordLookup lookup() {
    return new RecordLookup() {
      @Override
      public SinkRecord at(TopicPartition partition, long offset) throws IOException {
        if (down) throw new IOException("Kafka does not answer");
        NavigableMap<Long, SinkRecord> log = logs.get(partition);
        return log == null ? null : log.get(offset);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
