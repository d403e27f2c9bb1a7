package pipeline.connect.filesystem.chain;

import java.io.IOException;
import pipeline.connect.filesystem.store.Place;

/**
 * Another writer has continued the chain: this one may touch nothing more until it has opened the
 * partition anew.
 */
public final class Fenced extends IOException {
  public Fenced(Place place, long seq) {
    super("another writer created link " + seq + " of " + place);
  }
}
