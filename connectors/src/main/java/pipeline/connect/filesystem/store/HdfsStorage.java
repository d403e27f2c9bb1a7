package pipeline.connect.filesystem.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FsServerDefaults;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * HDFS. Creating with overwrite=false would show a file before its content, so everything is
 * written aside and renamed with {@link Rename#NONE}, which fails when the target exists (the plain
 * rename moves into an existing directory).
 */
final class HdfsStorage extends HadoopStorage<DistributedFileSystem> {
  private final Set<Path> directories = ConcurrentHashMap.newKeySet();

  HdfsStorage(DistributedFileSystem files, Path root) {
    super(files, root);
  }

  @Override
  public boolean createExclusively(String path, byte[] content, String temporary)
      throws IOException {
    Path target = at(path);
    Path source = at(temporary);
    try (FSDataOutputStream out = create(source, true)) {
      out.write(content);
    }
    try {
      rename(source, target);
      return true;
    } catch (IOException failure) {
      return holds(path, content, failure);
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.exists(at(path));
  }

  @Override
  public PendingFile begin(String path, String temporary) throws IOException {
    Path file = at(temporary);
    FSDataOutputStream stream = create(file, false);
    return new RenamedFile(stream, () -> files.delete(file, false));
  }

  @Override
  public void prepare(DataFile file) throws IOException {
    Path target = at(file.path());
    make(target.getParent());
    if (files.exists(target))
      throw new FileAlreadyExistsException(target + " is there, and no link names it");
  }

  @Override
  public void publish(DataFile file) throws IOException {
    Path source = at(file.temporary());
    Path target = at(file.path());
    try {
      rename(source, target);
    } catch (FileNotFoundException gone) {
      if (!files.exists(target)) throw gone;
    } catch (FileAlreadyExistsException taken) {
      if (files.exists(source)) throw taken;
    }
  }

  /**
   * With the cluster's replication and block size: a client's own defaults know nothing of the
   * cluster.
   */
  private FSDataOutputStream create(Path file, boolean overwrite) throws IOException {
    FsServerDefaults defaults = files.getServerDefaults(file);
    return files.create(
        file,
        overwrite,
        defaults.getFileBufferSize(),
        defaults.getReplication(),
        defaults.getBlockSize());
  }

  private void rename(Path source, Path target) throws IOException {
    Path parent = target.getParent();
    // Remembered only once it is there: partitions that commit side by side share directories.
    if (!directories.contains(parent)) make(parent);
    try {
      files.rename(source, target, Rename.NONE);
    } catch (FileNotFoundException cause) {
      if (!files.exists(source)) throw cause;
      make(parent);
      files.rename(source, target, Rename.NONE);
    }
  }

  private void make(Path directory) throws IOException {
    files.mkdirs(directory);
    directories.add(directory);
  }

  @Override
  public void clearOthers(Place place, String writer) throws IOException {
    for (String other : list(place.temporaries())) {
      if (!other.equals(writer)) files.delete(at(place.temporary(other)), true);
    }
  }
}
