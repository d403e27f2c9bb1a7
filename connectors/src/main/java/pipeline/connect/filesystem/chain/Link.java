package pipeline.connect.filesystem.chain;

import java.util.List;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.sink.DeadLetter;

/**
 * One link of a partition's chain; docs/commit-log.md gives the meaning of every key.
 *
 * @param from first offset this link decides
 * @param to the position after this link
 * @param layout of the files' directories; null where neither field nor time names any
 * @param tombstones records without a value that were counted, and are in no file
 * @param compact of COMPACT: which files are to be replaced; else null
 * @param retry of RETRY: dead letters that are to be tried again, by their offsets ascending
 * @param restored of RESTORE: offsets of dead letters that are stored now, ascending
 */
public record Link(
    long seq,
    Kind kind,
    String writer,
    long attempt,
    String time,
    long from,
    long to,
    long records,
    List<DataFile> files,
    List<DeadLetter> deadLettered,
    long tombstones,
    List<Lost> lost,
    List<String> retired,
    String contract,
    String layout,
    String topicId,
    Last last,
    Compact compact,
    List<Letter> retry,
    List<Long> restored) {

  public enum Kind {
    OPEN,
    COMMIT,
    RESET,
    RETIRE,
    COMPACT,
    REPLACE,
    RETRY,
    RESTORE
  }

  /**
   * A dead letter, and where its report is in the dead-letter topic; -1, -1 where that is unknown.
   */
  public record Letter(long offset, int reportPartition, long reportOffset) {}

  public record Lost(long from, long to, String reason) {
    public static Lost removed(long from, long to) {
      return new Lost(from, to, "removed from the topic before it was stored");
    }
  }

  /**
   * What to replace: files of commits before an instant, by files of about so many bytes.
   *
   * @param before ISO instant
   */
  public record Compact(String before, long bytes) {}

  /** The last record at or before a position, recognised by its hash. */
  public record Last(long offset, String hash) {}

  /** A link that moves nothing yet: position, topic and last record stay as this link left them. */
  public Link next(Kind kind, String writer, long attempt, String time) {
    return new LinkDraft(seq + 1, kind, writer, attempt, time, to)
        .under(contract, layout)
        .after(topicId, last)
        .link();
  }

  static Link first(String writer, String time, long start) {
    return new LinkDraft(1, Kind.OPEN, writer, 1, time, start).link();
  }

  public Link commits(
      long position,
      long decided,
      List<DataFile> data,
      List<DeadLetter> dead,
      long withoutValue,
      List<Lost> gone,
      Last lastRecord) {
    return new LinkDraft(this)
        .between(from, position)
        .holding(decided, data, dead, withoutValue)
        .losing(gone)
        .after(topicId, lastRecord)
        .link();
  }

  /** A link that asks for larger files. */
  public Link asksFor(Compact order) {
    return new LinkDraft(this).asking(order).link();
  }

  /** Files take the place of others; the position stays. */
  public Link replaces(List<DataFile> data, List<String> paths) {
    return new LinkDraft(this)
        .holding(records, data, deadLettered, tombstones)
        .retiring(paths)
        .link();
  }

  /**
   * Dead letters of earlier links are decided anew; the position stays.
   *
   * @param dead those that still do not fit, and why
   */
  public Link restores(
      List<Long> offsets, List<DataFile> data, List<DeadLetter> dead, long withoutValue) {
    return new LinkDraft(this)
        .holding(offsets.size() + dead.size(), data, dead, withoutValue)
        .restoring(offsets)
        .link();
  }

  /** This link as if its position were another: what is written again begins there. */
  public Link startingAt(long offset) {
    return moves(offset, offset, lost);
  }

  Link moves(long start, long position, List<Lost> gone) {
    return new LinkDraft(this).between(start, position).losing(gone).link();
  }

  Link retires(List<String> paths) {
    return new LinkDraft(this).retiring(paths).link();
  }

  public Link of(String contractDigest, String kafkaTopicId, Last lastRecord) {
    return new LinkDraft(this).under(contractDigest, layout).after(kafkaTopicId, lastRecord).link();
  }

  public Link laidOut(String directories) {
    return new LinkDraft(this).under(contract, directories).link();
  }
}
