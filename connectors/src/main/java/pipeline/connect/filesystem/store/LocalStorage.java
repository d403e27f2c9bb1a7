package pipeline.connect.filesystem.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of this machine. A hard link creates a file whole and only where none is: link(2)
 * fails on EEXIST.
 */
public final class LocalStorage implements Storage {
  private final Path root;

  public LocalStorage(Path root) {
    this.root = root;
  }

  @Override
  public boolean createExclusively(String path, byte[] content, String temporary)
      throws IOException {
    Path target = root.resolve(path);
    Path source = root.resolve(temporary);
    Files.createDirectories(source.getParent());
    Files.createDirectories(target.getParent());
    Files.write(source, content);
    try {
      Files.createLink(target, source);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return Arrays.equals(Files.readAllBytes(target), content);
    } finally {
      Files.deleteIfExists(source);
    }
  }

  @Override
  public byte[] read(String path) throws IOException {
    try {
      return Files.readAllBytes(root.resolve(path));
    } catch (NoSuchFileException cause) {
      throw FileNotFound.at(path, cause);
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve(directory))) {
      List<String> names = new ArrayList<>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  @Override
  public PendingFile begin(String path, String temporary) throws IOException {
    Path file = root.resolve(temporary);
    Files.createDirectories(file.getParent());
    OutputStream stream =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new RenamedFile(stream, () -> Files.deleteIfExists(file));
  }

  @Override
  public void prepare(DataFile file) throws IOException {
    Path target = root.resolve(file.path());
    Files.createDirectories(target.getParent());
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS))
      throw new FileAlreadyExistsException(target.toString(), null, "no link names this file");
  }

  @Override
  public void publish(DataFile file) throws IOException {
    Path source = root.resolve(file.temporary());
    Path target = root.resolve(file.path());
    Files.createDirectories(target.getParent());
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException done) {
      if (Files.exists(source) && !Files.isSameFile(source, target)) throw done;
    } catch (NoSuchFileException cause) {
      if (!Files.exists(target)) throw FileNotFound.at(file.path(), cause);
    }
    Files.deleteIfExists(source);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
  }

  @Override
  public void clearOthers(Place place, String writer) throws IOException {
    for (String other : list(place.temporaries())) {
      if (!other.equals(writer)) deleteTree(root.resolve(place.temporary(other)));
    }
  }

  @Override
  public void close() {}

  private static void deleteTree(Path directory) throws IOException {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path entry, IOException failure)
                throws IOException {
              Files.deleteIfExists(entry);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException gone) {
      // Another task of this worker cleared it first.
    }
  }
}
