package pipeline.connect.filesystem;

import java.io.IOException;
import java.util.List;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;

/** A real directory whose operations a test may break or interrupt. */
class TestStore implements Storage {
  /** What happens around an operation that changes the store. */
  interface Hook {
    void at(String operation, String path) throws IOException;
  }

  private static final Hook NOTHING = (operation, path) -> {};

  private final Storage real;
  Hook before = NOTHING;
  Hook after = NOTHING;

  TestStore(Storage real) {
    this.real = real;
  }

  @Override
  public boolean createExclusively(String path, byte[] content, String temporary)
      throws IOException {
    before.at("create", path);
    boolean created = real.createExclusively(path, content, temporary);
    after.at("create", path);
    return created;
  }

  @Override
  public PendingFile begin(String path, String temporary) throws IOException {
    before.at("begin", path);
    PendingFile file = real.begin(path, temporary);
    after.at("begin", path);
    return file;
  }

  @Override
  public void prepare(DataFile file) throws IOException {
    before.at("prepare", file.path());
    real.prepare(file);
    after.at("prepare", file.path());
  }

  @Override
  public void publish(DataFile file) throws IOException {
    before.at("publish", file.path());
    real.publish(file);
    after.at("publish", file.path());
  }

  @Override
  public void delete(String path) throws IOException {
    before.at("delete", path);
    real.delete(path);
    after.at("delete", path);
  }

  @Override
  public void clearOthers(Place place, String writer) throws IOException {
    before.at("clear", place.temporaries());
    real.clearOthers(place, writer);
    after.at("clear", place.temporaries());
  }

  @Override
  public byte[] read(String path) throws IOException {
    before.at("read", path);
    return real.read(path);
  }

  @Override
  public boolean exists(String path) throws IOException {
    before.at("exists", path);
    return real.exists(path);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    before.at("list", directory);
    return real.list(directory);
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
