package pipeline.connect.filesystem.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import pipeline.connect.event.Row;
import pipeline.connect.filesystem.chain.Chain;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.format.FileFormat;
import pipeline.connect.format.RecordFileWriter;
import pipeline.connect.sink.Parallel;

/** The files of one range that is not committed yet, one per directory. */
public final class OpenFiles {
  /**
   * So many files are begun in the store at once, and their rows' bytes do not count: `roll.bytes`
   * bounds them.
   */
  private static final int FEW = 64;

  /** A link names so many files at most. */
  private static final int MOST = 4_096;

  /** What the open files of one partition may hold in memory, about; then they are committed. */
  private static final long MOST_MEMORY = 128L << 20;

  private final Storage storage;
  private final FileFormat format;
  private final Place place;
  private final String name;
  private final String temporary;
  private final boolean byType;
  private final Map<String, OpenFile> files = new LinkedHashMap<>();
  private String latestDirectory;
  private OpenFile latest;
  private long memory;

  /**
   * @param temporary directory for the data of this range, where the store needs one
   * @param from first offset of the range
   * @param seq number of the link that will commit it
   */
  OpenFiles(
      Storage storage,
      FileFormat format,
      Place place,
      String temporary,
      long from,
      long seq,
      boolean byType) {
    this.storage = storage;
    this.format = format;
    this.place = place;
    this.temporary = temporary;
    this.byType = byType;
    this.name =
        place.filePrefix()
            + Chain.digits(from, 20)
            + "+"
            + Chain.digits(seq, 12)
            + "."
            + format.extension();
  }

  private static final class OpenFile {
    final String path;
    final String temporary;
    final Storage.PendingFile data;
    final RecordFileWriter writer;
    final long first;
    long last;

    OpenFile(
        String path,
        String temporary,
        Storage.PendingFile data,
        RecordFileWriter writer,
        long first) {
      this.path = path;
      this.temporary = temporary;
      this.data = data;
      this.writer = writer;
      this.first = first;
    }

    DataFile complete() throws IOException {
      writer.close();
      DataFile.Upload upload = data.upload();
      return new DataFile(
          path,
          upload == null ? temporary : null,
          writer.records(),
          writer.bytes(),
          first,
          last,
          upload);
    }
  }

  void write(String directory, Row row, long offset) throws IOException {
    write(directory, format, row, offset);
  }

  /** As above, of a directory whose files have columns of their own. */
  void write(String directory, FileFormat columns, Row row, long offset) throws IOException {
    if (!directory.equals(latestDirectory)) {
      latest = files.get(directory);
      latestDirectory = directory;
      if (latest == null) {
        latest = start(directory, columns, row, offset);
        files.put(directory, latest);
      }
    }
    latest.writer.write(row, place.partition(), offset);
    latest.last = offset;
  }

  private OpenFile start(String directory, FileFormat columns, Row row, long offset)
      throws IOException {
    String path = directory + "/" + name;
    String lies = temporary + "-" + files.size();
    Storage.PendingFile data =
        files.size() < FEW
            ? storage.begin(path, lies)
            : new LazyFile(() -> storage.begin(path, lies));
    try {
      RecordFileWriter writer = columns.create(data.stream(), byType ? row.type() : null);
      memory += writer.memory() + LazyFile.HELD;
      return new OpenFile(path, lies, data, writer, offset);
    } catch (IOException | RuntimeException failure) {
      data.abandon();
      throw failure;
    }
  }

  /**
   * Whether another directory would cost too much.
   *
   * @param bytes of all files so far, about
   */
  boolean areMany(long bytes) {
    if (files.size() >= MOST || memory >= MOST_MEMORY) return true;
    return files.size() > FEW && memory + bytes >= MOST_MEMORY;
  }

  /** Bytes so far, buffered ones estimated. */
  long bytes() {
    long bytes = 0;
    for (OpenFile file : files.values()) bytes += file.writer.bytes();
    return bytes;
  }

  /** Completes all files side by side; none of them is visible yet. */
  List<DataFile> complete(Parallel parallel) throws IOException {
    List<Callable<DataFile>> work = new ArrayList<>();
    for (OpenFile file : files.values()) work.add(file::complete);
    return parallel.all(work);
  }

  /** Lets go of everything. Never throws. */
  void abandon() {
    for (OpenFile file : files.values()) file.data.abandon();
    files.clear();
  }
}
