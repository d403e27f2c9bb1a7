package pipeline.connect.filesystem.chain;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.sink.KillPoint;
import pipeline.connect.sink.Parallel;

/**
 * Applies a link to the store: publishes what it commits, deletes what it retires. Doing it again
 * changes nothing, so whoever continues a chain may do it.
 */
public record LinkApplier(Storage storage, Parallel parallel, Chain chain, Place place) {

  /** Makes sure that what a commit is about to promise can be done. */
  public void prepare(List<DataFile> files) throws IOException {
    List<Callable<Void>> work = new ArrayList<>();
    for (DataFile file : files) {
      work.add(
          () -> {
            storage.prepare(file);
            return null;
          });
    }
    parallel.all(work);
  }

  /** Makes a commit's files visible. */
  public void publish(Link link) throws IOException {
    List<Callable<Void>> work = new ArrayList<>();
    for (DataFile file : link.files()) {
      work.add(
          () -> {
            publish(link, file);
            return null;
          });
    }
    parallel.all(work);
  }

  /** Removes the files that a link retires. */
  public void delete(Link link) throws IOException {
    List<Callable<Void>> work = new ArrayList<>();
    for (String path : link.retired()) {
      work.add(
          () -> {
            storage.delete(path);
            return null;
          });
    }
    parallel.all(work);
  }

  private void publish(Link link, DataFile file) throws IOException {
    try {
      storage.publish(file);
    } catch (FileNotFoundException gone) {
      if (chain.continuesAfter(link)) throw new Fenced(place, link.seq() + 1);
      throw new ConnectException(
          place
              + ": "
              + file.path()
              + ", committed by link "
              + link.seq()
              + " with offsets "
              + file.first()
              + " to "
              + file.last()
              + ", is neither in its place nor among the temporary files. Somebody"
              + " removed it; put it back, or reset the sink to offset "
              + link.from()
              + " to store it again.",
          gone);
    }
    KillPoint.reached("file-published");
  }
}
