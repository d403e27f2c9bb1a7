package pipeline.connect.filesystem.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the stores behind Hadoop's FileSystem do alike: reading, listing and deleting. */
abstract class HadoopStorage<F extends FileSystem> implements Storage {
  final F files;
  private final Path root;

  HadoopStorage(F files, Path root) {
    this.files = files;
    this.root = root;
  }

  final Path at(String path) {
    return new Path(root, path);
  }

  @Override
  public final byte[] read(String path) throws IOException {
    try (FSDataInputStream in = files.open(at(path))) {
      return in.readAllBytes();
    }
  }

  @Override
  public final List<String> list(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(at(directory)))
        names.add(status.getPath().getName());
    } catch (FileNotFoundException none) {
      return List.of();
    }
    return names;
  }

  @Override
  public final void delete(String path) throws IOException {
    files.delete(at(path), false);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
