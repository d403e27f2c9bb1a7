package pipeline.connect.filesystem.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import pipeline.connect.filesystem.chain.ChainWalk.Decided;
import pipeline.connect.filesystem.store.DataFile;

/**
 * Which files of a chain are worth replacing: of neighbouring commits under one contract, those of
 * one directory that are small, as many as a file of the wanted size holds. Pure.
 */
public final class SmallFiles {
  /** So much of a file is in memory at a time, so a larger one is never small. */
  private static final long LARGEST = 32L << 20;

  /** A file of less than this part of the wanted size is small. */
  private static final int PART = 4;

  /** One link names so many files at most. */
  private static final int MOST = 10_000;

  private final Instant before;
  private final long wanted;
  private final Set<String> spared;

  /**
   * @param spared paths that cannot be put together with others
   */
  public SmallFiles(Link.Compact order, Set<String> spared) {
    before = Instant.parse(order.before());
    wanted = order.bytes();
    this.spared = spared;
  }

  /** Files of one directory and one extension, in offset order, two at least. */
  public record Group(String directory, String extension, List<DataFile> files) {}

  /** The oldest neighbours that have something to replace; empty: there is nothing more. */
  public List<Group> next(List<Decided> ranges) {
    Run run = new Run();
    for (Decided range : ranges) {
      if (run.takes(range)) continue;
      List<Group> groups = run.groups();
      if (!groups.isEmpty()) return groups;
      run = new Run();
      run.takes(range);
    }
    return run.groups();
  }

  private boolean isSmall(DataFile file) {
    return file.bytes() < Math.min(wanted / PART, LARGEST) && !spared.contains(file.path());
  }

  private final class Run {
    private final Map<String, List<DataFile>> files = new LinkedHashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private Decided last;
    private int count;

    /** Adds the small files of a range, or nothing where the run ends before it. */
    boolean takes(Decided range) {
      if (range.commit() == null || !Instant.parse(range.commit().time()).isBefore(before))
        return false;
      if (last != null && !continues(range)) return false;
      List<DataFile> small = range.files().stream().filter(SmallFiles.this::isSmall).toList();
      if (last != null && (count + small.size() > MOST || overflows(small))) return false;
      for (DataFile file : small) {
        files.computeIfAbsent(kind(file), none -> new ArrayList<>()).add(file);
        bytes.merge(kind(file), file.bytes(), Long::sum);
      }
      count += small.size();
      last = range;
      return true;
    }

    private boolean continues(Decided range) {
      return last.to() == range.from()
          && Objects.equals(last.commit().contract(), range.commit().contract())
          && Objects.equals(last.commit().layout(), range.commit().layout());
    }

    private boolean overflows(List<DataFile> more) {
      Map<String, Long> added = new HashMap<>();
      for (DataFile file : more) added.merge(kind(file), file.bytes(), Long::sum);
      return added.entrySet().stream()
          .anyMatch(one -> bytes.getOrDefault(one.getKey(), 0L) + one.getValue() > wanted);
    }

    List<Group> groups() {
      List<Group> groups = new ArrayList<>();
      files.forEach(
          (kind, some) -> {
            if (some.size() < 2) return;
            String path = some.get(0).path();
            groups.add(new Group(directory(path), extension(path), some));
          });
      return groups;
    }
  }

  private static String kind(DataFile file) {
    return directory(file.path()) + "/*." + extension(file.path());
  }

  private static String directory(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** What follows the digits of the link: topics may have points in their names. */
  private static String extension(String path) {
    return path.substring(path.indexOf('.', path.lastIndexOf('+')) + 1);
  }
}
