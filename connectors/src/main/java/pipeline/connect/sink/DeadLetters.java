package pipeline.connect.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;

/**
 * Records of one range that are not stored, and the reports that must arrive before the range is
 * committed.
 */
public final class DeadLetters {
  private static final int LONGEST_REASON = 300;

  private final ErrantRecordReporter reporter;
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<Future<Void>> reports = new ArrayList<>();

  /**
   * @param reporter null when the connector has no dead-letter topic: the first letter fails the
   *     task
   */
  public DeadLetters(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * @throws ConnectException when nobody takes rejected records
   */
  public void add(SinkRecord record, ContractViolation violation) {
    String reason = shortened(violation.getMessage());
    String where =
        record.originalTopic()
            + "-"
            + record.originalKafkaPartition()
            + " offset "
            + record.originalKafkaOffset();
    if (reporter == null) {
      throw new ConnectException(
          where
              + " cannot be stored: "
              + reason
              + ". No dead-letter topic takes it: declare"
              + " deadLetter on this sink, or mend the event's contract.");
    }
    try {
      reports.add(reporter.report(record, new Rejected(reason)));
    } catch (ConnectException refused) {
      throw new ConnectException(where + " cannot be stored: " + reason, refused);
    }
    letters.add(new DeadLetter(record.originalKafkaOffset(), reason));
  }

  public int count() {
    return letters.size();
  }

  /**
   * Waits until every report is in the dead-letter topic.
   *
   * @throws IOException when one did not arrive
   */
  public List<DeadLetter> delivered() throws IOException {
    for (Future<Void> report : reports) Futures.get(report);
    reports.clear();
    return List.copyOf(letters);
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON - 1) + "…";
  }
}
