package pipeline.connect.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;

/**
 * Records of one partition that are not stored. They are reported when their range is about to be
 * committed, and no sooner: one that is dropped before is read again, and would report them twice.
 * What was reported for a range that then could not be committed is not reported again.
 */
public final class DeadLetters {
  /** About what a record takes besides its value, in bytes. */
  private static final long OVERHEAD = 500;

  private static final int LONGEST_REASON = 300;

  private record Waiting(SinkRecord record, String reason) {}

  private final ErrantRecordReporter reporter;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

  /** Reports by offset, on their way or arrived. */
  private final Map<Long, Future<Void>> reports = new HashMap<>();

  private long bytes;

  /**
   * @param reporter null when the connector has no dead-letter topic: the first letter fails the
   *     task
   */
  public DeadLetters(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /** Letters that are in their topic already: none of them is reported again. */
  public static DeadLetters ofRetry() {
    return new DeadLetters((record, error) -> CompletableFuture.completedFuture(null));
  }

  /**
   * @throws ConnectException when nobody takes rejected records
   */
  public void add(SinkRecord record, ContractViolation violation) {
    String reason = shortened(violation.getMessage());
    if (reporter == null) {
      throw new ConnectException(
          cannotBeStored(record, reason)
              + ". No dead-letter topic takes it: declare"
              + " deadLetter on this sink, or mend the event's contract.");
    }
    waiting.put(record.originalKafkaOffset(), new Waiting(record, reason));
    bytes += OVERHEAD + (record.value() instanceof byte[] value ? value.length : 0);
  }

  public int count() {
    return waiting.size();
  }

  /** About how much memory the waiting records take. */
  public long bytes() {
    return bytes;
  }

  /**
   * Reports the waiting records, and returns when they are in the dead-letter topic.
   *
   * @throws IOException when a report has not arrived
   * @throws ConnectException when the worker does not take one
   */
  public List<DeadLetter> deliver() throws IOException {
    waiting.forEach((offset, letter) -> reports.computeIfAbsent(offset, one -> report(letter)));
    List<DeadLetter> letters = new ArrayList<>();
    IOException first = null;
    for (Map.Entry<Long, Waiting> letter : waiting.entrySet()) {
      IOException failure =
          first == null || isDone(letter.getKey()) ? failure(letter.getKey()) : null;
      if (first == null) first = failure;
      letters.add(new DeadLetter(letter.getKey(), letter.getValue().reason()));
    }
    if (first != null) throw first;
    return letters;
  }

  private Future<Void> report(Waiting letter) {
    try {
      return reporter.report(letter.record(), new Rejected(letter.reason()));
    } catch (ConnectException refused) {
      throw new ConnectException(cannotBeStored(letter.record(), letter.reason()), refused);
    }
  }

  private boolean isDone(long offset) {
    return reports.get(offset).isDone();
  }

  /** A report that is late may still arrive, and is waited for again; one that failed is not. */
  private IOException failure(long offset) {
    try {
      Futures.await(reports.get(offset));
      return null;
    } catch (IOException failure) {
      if (isDone(offset)) reports.remove(offset);
      return failure;
    }
  }

  /** The range is dropped: its records are read again. */
  public void drop() {
    waiting.clear();
    bytes = 0;
  }

  /** No record that was taken comes again: the range is committed, or the topic is another one. */
  public void forget() {
    drop();
    reports.clear();
  }

  private static String cannotBeStored(SinkRecord record, String reason) {
    return record.originalTopic()
        + "-"
        + record.originalKafkaPartition()
        + " offset "
        + record.originalKafkaOffset()
        + " cannot be stored: "
        + reason;
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON - 1) + "…";
  }
}
