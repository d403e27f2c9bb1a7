package pipeline.connect.format;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file's content in memory, as Parquet reads files. */
record MemoryFile(byte[] content) implements InputFile {
  @Override
  public long getLength() {
    return content.length;
  }

  @Override
  public SeekableInputStream newStream() {
    Place place = new Place(content);
    return new DelegatingSeekableInputStream(place) {
      @Override
      public long getPos() {
        return place.position();
      }

      @Override
      public void seek(long position) {
        place.seek(position);
      }
    };
  }

  private static final class Place extends ByteArrayInputStream {
    Place(byte[] content) {
      super(content);
    }

    long position() {
      return pos;
    }

    void seek(long position) {
      pos = Math.toIntExact(position);
    }
  }
}
