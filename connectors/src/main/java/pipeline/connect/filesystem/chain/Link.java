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
    return new Link(
        seq + 1, kind, writer, attempt, time, to, to, 0, List.of(), List.of(), 0, List.of(),
        List.of(), contract, layout, topicId, last, null, List.of(), List.of());
  }

  static Link first(String writer, String time, long start) {
    return new Link(
        1, Kind.OPEN, writer, 1, time, start, start, 0, List.of(), List.of(), 0, List.of(),
        List.of(), null, null, null, null, null, List.of(), List.of());
  }

  public Link commits(
      long position,
      long decided,
      List<DataFile> data,
      List<DeadLetter> dead,
      long withoutValue,
      List<Lost> gone,
      Last lastRecord) {
    return new Link(
        seq,
        kind,
        writer,
        attempt,
        time,
        from,
        position,
        decided,
        data,
        dead,
        withoutValue,
        gone,
        retired,
        contract,
        layout,
        topicId,
        lastRecord,
        compact,
        retry,
        restored);
  }

  /** A link that asks for larger files. */
  public Link asksFor(Compact order) {
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
        order,
        retry,
        restored);
  }

  /** Files take the place of others; the position stays. */
  public Link replaces(List<DataFile> data, List<String> paths) {
    return new Link(
        seq,
        kind,
        writer,
        attempt,
        time,
        from,
        to,
        records,
        data,
        deadLettered,
        tombstones,
        lost,
        paths,
        contract,
        layout,
        topicId,
        last,
        compact,
        retry,
        restored);
  }

  /**
   * Dead letters of earlier links are decided anew; the position stays.
   *
   * @param dead those that still do not fit, and why
   */
  public Link restores(
      List<Long> offsets, List<DataFile> data, List<DeadLetter> dead, long withoutValue) {
    return new Link(
        seq,
        kind,
        writer,
        attempt,
        time,
        from,
        to,
        offsets.size() + dead.size(),
        data,
        dead,
        withoutValue,
        lost,
        retired,
        contract,
        layout,
        topicId,
        last,
        null,
        List.of(),
        offsets);
  }

  /** This link as if its position were another: what is written again begins there. */
  public Link startingAt(long offset) {
    return moves(offset, offset, lost);
  }

  Link moves(long start, long position, List<Lost> gone) {
    return new Link(
        seq,
        kind,
        writer,
        attempt,
        time,
        start,
        position,
        records,
        files,
        deadLettered,
        tombstones,
        gone,
        retired,
        contract,
        layout,
        topicId,
        last,
        compact,
        retry,
        restored);
  }

  Link retires(List<String> paths) {
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
        paths,
        contract,
        layout,
        topicId,
        last,
        compact,
        retry,
        restored);
  }

  public Link of(String contractDigest, String kafkaTopicId, Last lastRecord) {
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
        contractDigest,
        layout,
        kafkaTopicId,
        lastRecord,
        compact,
        retry,
        restored);
  }

  public Link laidOut(String directories) {
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
        directories,
        topicId,
        last,
        compact,
        retry,
        restored);
  }
}
