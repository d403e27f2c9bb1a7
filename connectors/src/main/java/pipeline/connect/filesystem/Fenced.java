package pipeline.connect.filesystem;

import java.io.IOException;

/**
 * Another writer has continued the chain: this one may touch nothing more until it has opened the
 * partition anew.
 */
final class Fenced extends IOException {
  Fenced(Place place, long seq) {
    super("another writer created link " + seq + " of " + place);
  }
}
