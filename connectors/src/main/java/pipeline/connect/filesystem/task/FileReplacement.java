package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.chain.Link;
import pipeline.connect.filesystem.chain.SmallFiles;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.format.JoinedFile;

/** Writes one file for each group of small ones; none of them is visible yet. */
final class FileReplacement {
  private final PartitionContext context;
  private final Place place;
  private final Link tip;
  private final String temporary;
  private final Set<String> spared;
  private final List<DataFile> files = new ArrayList<>();
  private final List<String> retired = new ArrayList<>();

  /**
   * @param tip a link before the one that will name the files
   * @param temporary where data lies before its link, where the store needs that
   * @param spared receives the paths of files whose columns are not those of their neighbours
   */
  FileReplacement(
      PartitionContext context, Place place, Link tip, String temporary, Set<String> spared) {
    this.context = context;
    this.place = place;
    this.tip = tip;
    this.temporary = temporary;
    this.spared = spared;
  }

  /** Ends early, with fewer files, once nobody wants them. */
  ReplacedFiles write(List<SmallFiles.Group> groups, BooleanSupplier unwanted) throws IOException {
    for (SmallFiles.Group group : groups) {
      if (unwanted.getAsBoolean()) break;
      write(group);
    }
    return new ReplacedFiles(files, retired);
  }

  private void write(SmallFiles.Group group) throws IOException {
    DataFile first = group.files().get(0);
    String path =
        group.directory()
            + "/"
            + place.filePrefix()
            + Chain.digits(first.first(), 20)
            + "+"
            + Chain.digits(tip.seq() + 1, 12)
            + "."
            + group.extension();
    String lies = temporary + "-" + files.size();
    Storage.PendingFile data = context.storage().begin(path, lies);
    try {
      List<DataFile> taken = new ArrayList<>();
      JoinedFile joined = join(group, data, taken);
      if (taken.size() < 2) {
        data.abandon();
        return;
      }
      DataFile.Upload upload = data.upload();
      files.add(
          new DataFile(
              path,
              upload == null ? lies : null,
              taken.stream().mapToLong(DataFile::records).sum(),
              joined.bytes(),
              taken.stream().mapToLong(DataFile::first).min().orElseThrow(),
              taken.stream().mapToLong(DataFile::last).max().orElseThrow(),
              upload));
      taken.forEach(file -> retired.add(file.path()));
    } catch (IOException | RuntimeException failure) {
      data.abandon();
      throw failure;
    }
  }

  private JoinedFile join(SmallFiles.Group group, Storage.PendingFile data, List<DataFile> taken)
      throws IOException {
    try (JoinedFile joined =
        context
            .settings()
            .format()
            .joined(data.stream(), group.extension(), context.settings().compression())) {
      for (DataFile file : group.files()) {
        if (joined.add(context.storage().read(file.path()))) taken.add(file);
        else spared.add(file.path());
      }
      if (taken.size() < 2) taken.forEach(file -> spared.add(file.path()));
      return joined;
    }
  }
}
