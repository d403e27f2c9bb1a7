package pipeline.mapreduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** A part of an input file, and the machines that hold it. */
record Piece(Path path, long start, long length, String[] hosts) {

  /** Where the block at a position is. */
  interface Hosts {
    String[] at(long start) throws IOException;
  }

  /** Cuts a file into pieces of at most {@code most} bytes; an empty file is one empty piece. */
  static List<Piece> of(Path path, long length, long most, Hosts hosts) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (long start = 0; start == 0 || start < length; start += Math.max(1, most)) {
      pieces.add(
          new Piece(path, start, Math.min(Math.max(1, most), length - start), hosts.at(start)));
    }
    return pieces;
  }

  /** Puts pieces together, in their order, until a group holds {@code most} bytes. */
  static List<List<Piece>> pack(List<Piece> pieces, long most) {
    List<List<Piece>> groups = new ArrayList<>();
    long bytes = 0;
    for (Piece piece : pieces) {
      if (groups.isEmpty() || bytes + piece.length > most) {
        groups.add(new ArrayList<>());
        bytes = 0;
      }
      groups.get(groups.size() - 1).add(piece);
      bytes += piece.length;
    }
    return groups;
  }
}
