package pipeline.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class PieceTest {
  private static List<Piece> file(String name, long length, long most) throws Exception {
    return Piece.of(new Path(name), length, most, start -> new String[0]);
  }

  private static List<Long> lengths(List<Piece> pieces) {
    return pieces.stream().map(Piece::length).toList();
  }

  @Test
  void piecesTileTheFile() throws Exception {
    assertEquals(List.of(100L, 100L, 50L), lengths(file("/a", 250, 100)));
    assertEquals(List.of(0L, 100L, 200L), file("/a", 250, 100).stream().map(Piece::start).toList());
    assertEquals(List.of(0L), lengths(file("/empty", 0, 100)));
  }

  @Test
  void smallFilesShareAMapperAndNoneIsLeftOut() throws Exception {
    List<Piece> pieces = new ArrayList<>();
    for (long length : new long[] {60, 60, 10, 20, 100, 1}) {
      pieces.addAll(file("/" + length, length, 100));
    }
    assertEquals(
        List.of(List.of(60L), List.of(60L, 10L, 20L), List.of(100L), List.of(1L)),
        Piece.pack(pieces, 100).stream().map(PieceTest::lengths).toList());
  }
}
