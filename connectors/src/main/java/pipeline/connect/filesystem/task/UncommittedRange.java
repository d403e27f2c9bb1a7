package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.chain.DataLoss;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.DeadLetters;
import pipeline.connect.sink.Tombstones;

/** The records of one partition between its last commit and the next. */
final class UncommittedRange {
  /** Asking every file for its size is dear; so many bytes of values may pass in between. */
  private static final long MEASURE_EVERY = 256 << 10;

  /** Dead letters wait in memory for the commit; so many bytes of them may. */
  private static final long MOST_REJECTED = 4 << 20;

  private final PartitionContext context;
  private final SinkSettings.Roll roll;
  private final Map<Long, String> unwritable;
  private final Link tip;
  private final Place place;
  private final RecordConversion conversion;
  private final OpenFiles files;
  private final DeadLetters deadLetters;
  private final List<Link.Lost> gaps = new ArrayList<>();
  private long next;
  private long records;
  private long tombstones;
  private long unmeasured;
  private long bytes;
  private long begun = Long.MAX_VALUE;
  private long batch = -1;
  private boolean recognised;
  private SinkRecord last;

  /**
   * @param unwritable reasons by offset: records that are known to be impossible to write
   * @param temporary where data lies before its link, where the store needs that
   * @param recognised whether the last committed record need not come again first
   */
  UncommittedRange(
      PartitionContext context,
      Place place,
      RecordConversion conversion,
      Map<Long, String> unwritable,
      DeadLetters deadLetters,
      Link tip,
      String temporary,
      boolean recognised) {
    this.context = context;
    this.place = place;
    this.conversion = conversion;
    this.unwritable = unwritable;
    this.deadLetters = deadLetters;
    this.tip = tip;
    roll = context.settings().roll();
    files =
        new OpenFiles(
            context.storage(),
            conversion.format(),
            place,
            temporary,
            tip.to(),
            tip.seq() + 1,
            context.settings().byType());
    next = tip.to();
    this.recognised = recognised;
  }

  /** Takes a record, unless it was taken before. */
  void put(SinkRecord record, long number) throws IOException {
    long offset = record.originalKafkaOffset();
    if (offset < next) {
      if (!recognised) recognise(record, offset);
      else if (offset < tip.to()) throw wentBack(offset);
      return;
    }
    recognised = true;
    if (number != batch && offset > next) gaps.add(Link.Lost.removed(next, offset));
    batch = number;
    if (next == tip.to()) begin();
    store(record, offset);
    records++;
    next = offset + 1;
    last = record;
  }

  private void store(SinkRecord record, long offset) throws IOException {
    byte[] value = bytes(record);
    if (value == null) {
      storeTombstone(record, offset);
      return;
    }
    String directory;
    try {
      if (unwritable.containsKey(offset)) throw new ContractViolation(unwritable.get(offset));
      directory = conversion.read(record, value);
    } catch (ContractViolation violation) {
      deadLetters.add(record, violation);
      return;
    }
    try {
      files.write(directory, conversion.row(), offset);
    } catch (RuntimeException | StackOverflowError failure) {
      throw unwritable(offset, failure);
    }
    unmeasured += conversion.row().size();
  }

  private void storeTombstone(SinkRecord record, long offset) throws IOException {
    switch (context.settings().tombstones()) {
      case COUNT -> tombstones++;
      case REJECT -> deadLetters.add(record, Tombstones.rejected());
      case KEEP -> keepTombstone(record, offset);
    }
  }

  private void keepTombstone(SinkRecord record, long offset) throws IOException {
    TombstoneConversion kept = conversion.tombstones();
    Row row;
    try {
      row = kept.read(record);
    } catch (ContractViolation violation) {
      deadLetters.add(record, violation);
      return;
    }
    files.write(kept.directory(), kept.format(), row, offset);
  }

  /**
   * A writer that fails over a row may have written half of it: the range is dropped, and written
   * again without that record.
   */
  private IOException unwritable(long offset, Throwable failure) {
    String reason = RecordConversion.reason(failure);
    unwritable.put(offset, reason);
    return new IOException(place + ": the record at offset " + offset + " " + reason, failure);
  }

  /** The first record after an opening is the last committed one, if it is still there. */
  private void recognise(SinkRecord record, long offset) throws IOException {
    if (offset != tip.last().offset()) return;
    recognised = true;
    if (RecordHash.of(record).equals(tip.last().hash())) return;
    String what = "the record at offset " + offset + " is not the one that was committed";
    throw DataLoss.replaced(place, tip.to(), what);
  }

  /**
   * The consumer began anew below what is committed, as it does in a topic made again: opening
   * again tells which.
   */
  private IOException wentBack(long offset) {
    return new IOException(
        "the topic went on at offset " + offset + ", before the committed " + tip.to());
  }

  private static byte[] bytes(SinkRecord record) {
    Object value = record.value();
    if (value == null || value instanceof byte[]) return (byte[]) value;
    throw new ConnectException(
        "This sink reads values as bytes, and got "
            + value.getClass().getName()
            + ": set value.converter=org.apache.kafka.connect.converters.ByteArrayConverter and use no transform that"
            + " changes values.");
  }

  /** Control records take offsets too: everything below `position` was put, or is no record. */
  void advance(long position) {
    if (position <= next) return;
    if (next == tip.to()) begin();
    next = position;
  }

  private void begin() {
    begun = context.clock().millis();
  }

  /** Whether records, bytes, dead letters or directories are as many as one commit may have. */
  boolean isFull() {
    if (records >= roll.records() || files.areMany(bytes)) return true;
    if (deadLetters.bytes() >= MOST_REJECTED) return true;
    if (unmeasured >= MEASURE_EVERY || unmeasured >= roll.bytes()) {
      unmeasured = 0;
      bytes = files.bytes();
    }
    return bytes >= roll.bytes();
  }

  /** Whether there is nothing to commit. */
  boolean isEmpty() {
    return next == tip.to();
  }

  boolean isRecognised() {
    return recognised;
  }

  long untilDue() {
    if (isEmpty()) return Long.MAX_VALUE;
    return Math.max(0, begun + roll.milliseconds() - context.clock().millis());
  }

  long next() {
    return next;
  }

  long records() {
    return records;
  }

  /** Records without value that are counted, and in no file. */
  long tombstones() {
    return tombstones;
  }

  Link.Last last() {
    return last == null
        ? tip.last()
        : new Link.Last(last.originalKafkaOffset(), RecordHash.of(last));
  }

  /**
   * Gaps that began below the log start: what was there may have been records. Other gaps never
   * held any.
   */
  List<Link.Lost> lostBefore(long logStart) {
    List<Link.Lost> lost = new ArrayList<>();
    for (Link.Lost gap : gaps) {
      if (gap.from() < logStart)
        lost.add(new Link.Lost(gap.from(), Math.min(gap.to(), logStart), gap.reason()));
    }
    return lost;
  }

  List<DataFile> complete() throws IOException {
    return files.complete(context.parallel());
  }

  void abandon() {
    files.abandon();
  }
}
