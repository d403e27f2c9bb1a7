package pipeline.connect.filesystem.chain;

import java.util.List;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.sink.DeadLetter;

/** A link that is being written, in the one place that knows the order of its parts. */
final class LinkDraft {
  private final long seq;
  private final Link.Kind kind;
  private final String writer;
  private final long attempt;
  private final String time;
  private long from;
  private long to;
  private long records;
  private List<DataFile> files = List.of();
  private List<DeadLetter> deadLettered = List.of();
  private long tombstones;
  private List<Link.Lost> lost = List.of();
  private List<String> retired = List.of();
  private String contract;
  private String layout;
  private String topicId;
  private Link.Last last;
  private Link.Compact compact;
  private List<Link.Letter> retry = List.of();
  private List<Long> restored = List.of();

  /** One that moves nothing and holds nothing. */
  LinkDraft(long seq, Link.Kind kind, String writer, long attempt, String time, long position) {
    this.seq = seq;
    this.kind = kind;
    this.writer = writer;
    this.attempt = attempt;
    this.time = time;
    between(position, position);
  }

  /** A copy. */
  LinkDraft(Link link) {
    this(link.seq(), link.kind(), link.writer(), link.attempt(), link.time(), link.from());
    between(link.from(), link.to());
    holding(link.records(), link.files(), link.deadLettered(), link.tombstones());
    losing(link.lost());
    retiring(link.retired());
    under(link.contract(), link.layout());
    after(link.topicId(), link.last());
    asking(link.compact());
    retry = link.retry();
    restoring(link.restored());
  }

  LinkDraft between(long start, long position) {
    from = start;
    to = position;
    return this;
  }

  LinkDraft holding(long decided, List<DataFile> data, List<DeadLetter> dead, long withoutValue) {
    records = decided;
    files = data;
    deadLettered = dead;
    tombstones = withoutValue;
    return this;
  }

  LinkDraft losing(List<Link.Lost> gone) {
    lost = gone;
    return this;
  }

  LinkDraft retiring(List<String> paths) {
    retired = paths;
    return this;
  }

  LinkDraft under(String contractDigest, String directories) {
    contract = contractDigest;
    layout = directories;
    return this;
  }

  LinkDraft after(String kafkaTopicId, Link.Last lastRecord) {
    topicId = kafkaTopicId;
    last = lastRecord;
    return this;
  }

  LinkDraft asking(Link.Compact order) {
    compact = order;
    return this;
  }

  LinkDraft restoring(List<Long> offsets) {
    restored = offsets;
    return this;
  }

  Link link() {
    return new Link(
        seq,
        kind,
        writer,
        attempt,
        time,
        from,
        to,
        records,
        files,
        deadLettered,
        tombstones,
        lost,
        retired,
        contract,
        layout,
        topicId,
        last,
        compact,
        retry,
        restored);
  }
}
