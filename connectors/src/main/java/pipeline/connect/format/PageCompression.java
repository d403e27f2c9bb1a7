package pipeline.connect.format;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses pages without Hadoop's codec pools, which keep buffers for every open file. */
final class PageCompression implements CompressionCodecFactory {
  private static final int ZSTD_LEVEL = 3;

  private interface Compressor {
    byte[] compress(byte[] plain) throws IOException;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> compressor(codec, null);
      case SNAPPY -> compressor(codec, Snappy::compress);
      case ZSTD -> compressor(codec, plain -> Zstd.compress(plain, ZSTD_LEVEL));
      default -> throw new IllegalArgumentException("compression " + codec + " is not supported");
    };
  }

  private static BytesInputCompressor compressor(
      CompressionCodecName codec, Compressor compressor) {
    return new BytesInputCompressor() {
      @Override
      public BytesInput compress(BytesInput bytes) throws IOException {
        return compressor == null
            ? bytes
            : BytesInput.from(compressor.compress(bytes.toByteArray()));
      }

      @Override
      public CompressionCodecName getCodecName() {
        return codec;
      }

      @Override
      public void release() {}
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("this side only writes");
  }

  @Override
  public void release() {}
}
