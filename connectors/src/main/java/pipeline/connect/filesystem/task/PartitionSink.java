package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import pipeline.connect.event.EventContract;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.chain.ChainTakeover;
import pipeline.connect.filesystem.chain.DataLoss;
import pipeline.connect.filesystem.chain.Fenced;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.chain.LinkApplier;
import pipeline.connect.filesystem.chain.Owner;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.config.TopicLayout;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.DeadLetters;
import pipeline.connect.sink.KillPoint;
import pipeline.connect.sink.PartitionWriter;
import pipeline.connect.sink.TopicFacts.Facts;

/**
 * One partition's way into the store, exactly once (docs/commit-log.md): data first, then the link
 * that decides, then the renames that the link orders. Used by one thread at a time.
 */
public final class PartitionSink implements PartitionWriter {
  /** How often an idle partition looks whether somebody else has added a link. Milliseconds. */
  private static final long LOOK_EVERY = 10_000;

  private final TopicPartition partition;
  private final Place place;
  private final PartitionContext context;
  private final Chain chain;
  private final LinkApplier applier;
  private final ChainTakeover takeover;
  private final UnfinishedLink unfinished;
  private final RecordConversion conversion;
  private final Map<Long, String> unwritable = new HashMap<>();
  private final DeadLetters deadLetters;
  private String writer;
  private long attempt;
  private Link tip;
  private UncommittedRange range;
  private Compactor compactor;
  private long looked;
  private boolean linking;

  public PartitionSink(TopicPartition partition, PartitionContext context) {
    this.partition = partition;
    this.context = context;
    SinkSettings settings = context.settings();
    EventContract contract = settings.contracts().of(partition.topic());
    place = new Place(settings.connector(), partition.topic(), partition.partition());
    chain = new Chain(context.storage(), place);
    applier = new LinkApplier(context.storage(), context.parallel(), chain, place);
    takeover =
        new ChainTakeover(
            place,
            settings.continueOnLoss(),
            contract == null ? null : contract.digest(),
            TopicLayout.of(settings, partition.topic()).json());
    conversion = RecordConversion.of(context, partition.topic());
    DeadLetterRetry retry = new DeadLetterRetry(context, partition, place, conversion);
    unfinished = new UnfinishedLink(context, place, chain, applier, takeover, retry);
    deadLetters = new DeadLetters(context.reporter());
  }

  @Override
  public boolean isOpen() {
    return range != null;
  }

  @Override
  public long committed() {
    return tip == null ? -1 : tip.to();
  }

  /**
   * Takes the chain over: ends what its tip began, adds an `open` link that fences every other
   * writer, and only then removes what those left behind.
   *
   * @return the offset to read from: the last committed record, to recognise it, or the position
   * @throws DataLoss when the topic no longer has what the chain owes
   */
  @Override
  public long open(Facts facts) throws IOException {
    drop();
    conversion.await();
    writer = UUID.randomUUID().toString();
    attempt = 1;
    Owner.claim(context.storage(), place, writer);
    Link before = chain.tip();
    if (before != null) before = unfinished.end(before, facts, writer);
    if (before != null && before.writer().equals(writer)) attempt = before.attempt() + 1;
    KillPoint.reached("open-finished");
    Link link = takeover.link(before, facts, writer, attempt, now());
    if (!chain.append(link)) throw new Fenced(place, link.seq());
    KillPoint.reached("open-linked");
    chain.foldBefore(link);
    context.storage().clearOthers(place, writer);
    KillPoint.reached("open-cleared");
    if (tip != null && !tip.topicId().equals(link.topicId())) forgetRecords();
    tip = link;
    looked = context.clock().millis();
    range = newRange(tip.last() == null);
    compactor = new Compactor(context, place, chain);
    if (before != null && before.kind() == Link.Kind.COMPACT)
      compactor.begin(before.compact(), writer);
    boolean readable = link.last() != null && link.last().offset() >= facts.logStart();
    return readable ? Math.min(link.last().offset(), link.to()) : link.to();
  }

  @Override
  public void put(SinkRecord record, long batch) throws IOException {
    range.put(record, batch);
  }

  @Override
  public boolean isFull() {
    return range.isFull();
  }

  @Override
  public void advance(long position) {
    range.advance(position);
  }

  @Override
  public long untilDue() {
    return range.untilDue();
  }

  /** The clock is looked at, and now and then the chain, when nothing else is done. */
  @Override
  public long untilCare() {
    long untilLook = Math.max(0, looked + LOOK_EVERY - context.clock().millis());
    return Math.min(untilLook, compactor.untilCare());
  }

  @Override
  public void care() throws IOException {
    compactor.beginDue(writer);
    if (!range.isEmpty()) return;
    if (context.clock().millis() >= looked + LOOK_EVERY) {
      if (chain.continuesAfter(tip)) throw new Fenced(place, tip.seq() + 1);
      looked = context.clock().millis();
    }
    if (replaceFiles()) range = newRange(range.isRecognised());
  }

  /**
   * Adds the link that puts larger files in the place of small ones, if such are written: first the
   * new ones appear, then the old ones go.
   */
  private boolean replaceFiles() throws IOException {
    ReplacedFiles written = compactor.written();
    if (written == null) return false;
    applier.prepare(written.files());
    Link link =
        tip.next(Link.Kind.REPLACE, writer, ++attempt, now())
            .replaces(written.files(), written.retired());
    linking = true;
    if (!chain.append(link)) throw new Fenced(place, link.seq());
    KillPoint.reached("replace-linked");
    if (chain.continuesAfter(link)) throw new Fenced(place, link.seq() + 1);
    KillPoint.reached("replace-checked");
    applier.publish(link);
    KillPoint.reached("replace-published");
    applier.delete(link);
    KillPoint.reached("replace-deleted");
    tip = link;
    linking = false;
    chain.foldBefore(link);
    compactor.goOn(writer);
    return true;
  }

  @Override
  public Committed commit() throws IOException {
    Facts facts = context.facts().look(Set.of(partition)).get(partition);
    if (!facts.topicId().equals(tip.topicId()))
      throw new IOException(place + ": the topic is another one");
    List<Link.Lost> lost = range.lostBefore(facts.logStart());
    if (!lost.isEmpty() && !context.settings().continueOnLoss()) {
      throw DataLoss.overtaken(place, lost.get(0).from(), lost.get(lost.size() - 1).to());
    }
    KillPoint.reached("commit-begun");
    List<DataFile> files = range.complete();
    applier.prepare(files);
    KillPoint.reached("data-written");
    List<DeadLetter> letters = deadLetters.deliver();
    KillPoint.reached("dead-letters-delivered");
    Link link =
        tip.next(Link.Kind.COMMIT, writer, ++attempt, now())
            .commits(
                range.next(),
                range.records(),
                files,
                letters,
                range.tombstones(),
                lost,
                range.last());
    linking = true;
    if (!chain.append(link)) throw new Fenced(place, link.seq());
    KillPoint.reached("link-created");
    if (chain.continuesAfter(link)) throw new Fenced(place, link.seq() + 1);
    KillPoint.reached("link-checked");
    applier.publish(link);
    KillPoint.reached("files-published");
    tip = link;
    forgetRecords();
    linking = false;
    chain.foldBefore(link);
    KillPoint.reached("committed");
    replaceFiles();
    range = newRange(true);
    looked = context.clock().millis();
    long stored = link.files().stream().mapToLong(DataFile::records).sum();
    return new Committed(stored, link.deadLettered().size(), link.tombstones());
  }

  /**
   * Lets go of what is not committed. Data that a link may already name is left alone, whoever
   * wrote the link: the next opening publishes or removes it.
   */
  @Override
  public void drop() {
    UncommittedRange dropped = range;
    range = null;
    deadLetters.drop();
    if (compactor != null) compactor.abandon();
    if (dropped != null && !linking) context.parallel().later(dropped::abandon);
    linking = false;
  }

  private UncommittedRange newRange(boolean recognised) {
    return new UncommittedRange(
        context,
        place,
        conversion,
        unwritable,
        deadLetters,
        tip,
        place.temporary(writer) + "/" + (attempt + 1),
        recognised);
  }

  /** What is known by offset is of records that do not come again. */
  private void forgetRecords() {
    unwritable.clear();
    deadLetters.forget();
  }

  private String now() {
    return context.clock().instant().toString();
  }
}
