package pipeline.connect.filesystem.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import pipeline.connect.filesystem.store.DataFile;

/**
 * What a chain says in the end: which ranges of the present topic it has decided, and in which
 * files they are.
 */
public final class ChainWalk {
  /**
   * Offsets that were decided together, or joined since.
   *
   * @param commit the newest commit among them; null where records were written off
   * @param files those that still count
   */
  public record Decided(long from, long to, Link commit, List<DataFile> files) {
    List<String> paths() {
      return files.stream().map(DataFile::path).toList();
    }
  }

  private final List<Decided> ranges = new ArrayList<>();

  /** Dead letters that were stored later, from the first of a link to its last. */
  private final List<Decided> restored = new ArrayList<>();

  private Link tip;

  private ChainWalk() {}

  public static ChainWalk of(List<Link> links) {
    ChainWalk walk = new ChainWalk();
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      boolean superseded =
          link.kind() == Link.Kind.RESET
              && i + 1 < links.size()
              && links.get(i + 1).kind() == Link.Kind.RESET;
      if (!superseded) walk.add(link);
    }
    return walk;
  }

  private void add(Link link) {
    switch (link.kind()) {
      case OPEN -> open(link);
      case COMMIT -> decide(link);
      case RESET -> {
        ranges.removeIf(range -> range.from() >= link.to());
        restored.removeIf(letters -> letters.to() > link.to());
      }
      case RETIRE -> retire(new HashSet<>(link.retired()));
      case REPLACE -> replace(link);
      case RESTORE -> restore(link);
      case COMPACT, RETRY -> {}
    }
    tip = link;
  }

  private void open(Link link) {
    boolean sameTopic =
        tip == null || tip.topicId() == null || Objects.equals(tip.topicId(), link.topicId());
    if (!sameTopic) {
      ranges.clear();
      restored.clear();
    }
    if (link.to() > link.from()) decide(link);
  }

  private void decide(Link link) {
    Link commit = link.kind() == Link.Kind.COMMIT ? link : null;
    ranges.add(new Decided(link.from(), link.to(), commit, link.files()));
  }

  private void retire(Set<String> paths) {
    ranges.replaceAll(range -> without(paths, range));
    restored.replaceAll(letters -> without(paths, letters));
  }

  /** The ranges whose files are replaced, and all between them, become one. */
  private void replace(Link link) {
    Set<String> retired = new HashSet<>(link.retired());
    int first = -1;
    int last = -1;
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).paths().stream().noneMatch(retired::contains)) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first < 0) return;
    List<Decided> joined = ranges.subList(first, last + 1);
    List<DataFile> files = new ArrayList<>(link.files());
    for (Decided range : joined) files.addAll(without(retired, range.files()));
    Decided newest = ranges.get(last);
    Decided one =
        new Decided(joined.get(0).from(), newest.to(), newest.commit(), List.copyOf(files));
    joined.clear();
    ranges.add(first, one);
  }

  private void restore(Link link) {
    List<Long> offsets = link.restored();
    if (offsets.isEmpty()) return;
    long last = offsets.get(offsets.size() - 1);
    restored.add(new Decided(offsets.get(0), last + 1, link, link.files()));
  }

  private static Decided without(Set<String> paths, Decided range) {
    return new Decided(range.from(), range.to(), range.commit(), without(paths, range.files()));
  }

  private static List<DataFile> without(Set<String> paths, List<DataFile> files) {
    return files.stream().filter(file -> !paths.contains(file.path())).toList();
  }

  /** The last link that counts, or null. */
  Link tip() {
    return tip;
  }

  public List<Decided> ranges() {
    return List.copyOf(ranges);
  }

  /**
   * The files that count and hold a record from `offset` on. Of those of a commit it is every one;
   * dead letters that were stored together go together.
   *
   * @param offset a boundary between commits
   */
  List<String> filesFrom(long offset) {
    return Stream.concat(
            ranges.stream().filter(range -> range.from() >= offset),
            restored.stream().filter(letters -> letters.to() > offset))
        .flatMap(range -> range.paths().stream())
        .toList();
  }

  /**
   * Where a replay of `offset` begins: the last boundary between commits at or before it, or the
   * offset if none is.
   */
  long boundaryAtOrBefore(long offset) {
    long boundary = offset;
    for (Decided range : ranges) {
      if (range.from() <= offset) boundary = range.to() <= offset ? range.to() : range.from();
    }
    return boundary;
  }

  /** The first boundary between commits at or after an offset. */
  public long boundaryAtOrAfter(long offset) {
    for (Decided range : ranges) {
      if (range.from() >= offset) return range.from();
      if (range.to() >= offset) return range.to();
    }
    return offset;
  }
}
