package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.sink.RecordLookup;

/**
 * Where the record of a dead letter is found again: in its topic, and once that has it no longer,
 * in its report, which holds a copy.
 */
final class LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(LetterSource.class);

  /** Connect adds these to a report; all else in it is the record's own. */
  private static final String REPORT = "__connect.errors.";

  private final RecordLookup lookup;
  private final TopicPartition partition;
  private final String reports;

  LetterSource(RecordLookup lookup, TopicPartition partition, PartitionContext context) {
    this.lookup = lookup;
    this.partition = partition;
    reports = context.settings().deadLetters();
  }

  /**
   * @return null when nobody has the record any more
   */
  SinkRecord read(Link.Letter letter) throws IOException {
    SinkRecord record = lookup.at(partition, letter.offset());
    if (record != null || letter.reportPartition() < 0 || reports.isEmpty()) return record;
    SinkRecord report = report(letter);
    return report != null && isOf(report, letter) ? original(report, letter) : null;
  }

  /** A sink need not be allowed to read its dead letters; then they stay what they are. */
  private SinkRecord report(Link.Letter letter) throws IOException {
    try {
      return lookup.at(
          new TopicPartition(reports, letter.reportPartition()), letter.reportOffset());
    } catch (IOException failure) {
      if (!(failure.getCause() instanceof AuthorizationException)) throw failure;
      LOG.warn("{} may not be read: {}", reports, failure.getMessage());
      return null;
    }
  }

  private boolean isOf(SinkRecord report, Link.Letter letter) {
    return text(report, "topic").equals(partition.topic())
        && text(report, "partition").equals(Integer.toString(partition.partition()))
        && text(report, "offset").equals(Long.toString(letter.offset()));
  }

  private static String text(SinkRecord report, String name) {
    Header header = report.headers().lastWithName(REPORT + name);
    return header != null && header.value() instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : "";
  }

  private SinkRecord original(SinkRecord report, Link.Letter letter) {
    ConnectHeaders own = new ConnectHeaders();
    for (Header header : report.headers()) if (!header.key().startsWith(REPORT)) own.add(header);
    return new SinkRecord(
        partition.topic(),
        partition.partition(),
        report.keySchema(),
        report.key(),
        report.valueSchema(),
        report.value(),
        letter.offset(),
        report.timestamp(),
        report.timestampType(),
        own);
  }
}
