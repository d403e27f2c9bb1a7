package pipeline.connect.format;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file of lines is compressed as a whole, one constant each. */
public enum LineCompression {
  NONE("json", 0) {
    @Override
    OutputStream over(OutputStream file) {
      return file;
    }

    @Override
    InputStream under(InputStream file) {
      return file;
    }
  },
  GZIP("json.gz", 320 << 10) {
    @Override
    OutputStream over(OutputStream file) throws IOException {
      return new FastGzip(file);
    }

    @Override
    InputStream under(InputStream file) throws IOException {
      return new GZIPInputStream(file, BUFFER);
    }
  },
  ZSTD("json.zst", 3 << 20) {
    @Override
    OutputStream over(OutputStream file) throws IOException {
      return new ZstdOutputStream(file, ZSTD_LEVEL);
    }

    @Override
    InputStream under(InputStream file) throws IOException {
      return new ZstdInputStream(file);
    }
  };

  private static final int BUFFER = 1 << 15;
  private static final int ZSTD_LEVEL = 3;

  private final String extension;
  private final long memory;

  /** `memory`: what compressing a file takes, about, most of it outside of the heap. */
  LineCompression(String extension, long memory) {
    this.extension = extension;
    this.memory = memory;
  }

  long memory() {
    return memory;
  }

  /** The file name's end, without a point. */
  String extension() {
    return extension;
  }

  /**
   * @throws IllegalArgumentException when no file of lines ends so
   */
  static LineCompression of(String extension) {
    return Arrays.stream(values())
        .filter(compression -> compression.extension.equals(extension))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no file of lines ends in " + extension));
  }

  /** Reads what such a file holds. */
  abstract InputStream under(InputStream file) throws IOException;

  /** Compresses what is written; closing it closes the file. */
  abstract OutputStream over(OutputStream file) throws IOException;

  /** Level 3 halves the time of the default level for a few per cent more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED + 2);
    }
  }
}
