package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.DeadLetters;
import pipeline.connect.sink.KillPoint;
import pipeline.connect.sink.RecordLookup;

/**
 * Tries dead letters again that a `retry` link asks for, as if they came now: those that fit are
 * written. Nothing counts before the `restore` link that names them.
 */
final class DeadLetterRetry {
  private static final String GONE =
      "neither the topic nor the dead-letter topic has the record any more";

  private final PartitionContext context;
  private final TopicPartition partition;
  private final Place place;
  private final RecordConversion conversion;

  DeadLetterRetry(
      PartitionContext context,
      TopicPartition partition,
      Place place,
      RecordConversion conversion) {
    this.context = context;
    this.partition = partition;
    this.place = place;
    this.conversion = conversion;
  }

  /**
   * Writes what fits. Where more directories are needed than one link may have, the rest stays
   * undecided, to be asked for again.
   *
   * @param order the `retry` link
   * @param link its successor, which names nothing yet
   * @return the successor with files that are complete, and invisible
   */
  Link carryOut(Link order, Link link) throws IOException {
    Map<Long, String> unwritable = new HashMap<>();
    while (true) {
      int known = unwritable.size();
      try (RecordLookup lookup = context.lookups().open()) {
        return write(order, link, unwritable, new LetterSource(lookup, partition, context));
      } catch (IOException failure) {
        if (unwritable.size() == known) throw failure;
      }
    }
  }

  private Link write(Link order, Link link, Map<Long, String> unwritable, LetterSource source)
      throws IOException {
    List<DeadLetter> dead = new ArrayList<>();
    List<Long> taken = new ArrayList<>();
    DeadLetters letters = DeadLetters.ofRetry();
    UncommittedRange range =
        new UncommittedRange(
            context,
            place,
            conversion,
            unwritable,
            letters,
            order.startingAt(order.retry().get(0).offset()),
            place.temporary(link.writer()) + "/retry",
            true);
    try {
      for (Link.Letter letter : order.retry()) {
        SinkRecord record = source.read(letter);
        if (record == null) {
          dead.add(new DeadLetter(letter.offset(), GONE));
          continue;
        }
        range.put(record, 0);
        taken.add(letter.offset());
        if (range.isFull()) break;
      }
      List<DataFile> files = range.complete();
      KillPoint.reached("retry-written");
      List<DeadLetter> refused = letters.deliver();
      taken.removeAll(refused.stream().map(DeadLetter::offset).collect(Collectors.toSet()));
      dead.addAll(refused);
      return link.restores(taken, files, dead, range.tombstones());
    } catch (IOException | RuntimeException failure) {
      range.abandon();
      throw failure;
    }
  }
}
