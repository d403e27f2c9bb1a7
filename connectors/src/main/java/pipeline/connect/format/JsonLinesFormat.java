package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One value per line as it came. Line breaks stand only between the tokens of a contract's JSON by
 * now and become spaces, which mean the same there; a compressed file is compressed as a whole.
 */
public final class JsonLinesFormat implements FileFormat {
  private final LineCompression compression;

  public JsonLinesFormat(LineCompression compression) {
    this.compression = compression;
  }

  @Override
  public String extension() {
    return compression.extension();
  }

  @Override
  public RecordFileWriter create(OutputStream out, String type) throws IOException {
    return new JsonLinesWriter(out, compression);
  }
}
