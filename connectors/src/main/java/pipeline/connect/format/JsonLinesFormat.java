package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One value per line as it came, line breaks replaced by spaces; with `gzip` compressed as a whole.
 */
public final class JsonLinesFormat implements FileFormat {
  private final boolean gzip;

  public JsonLinesFormat(boolean gzip) {
    this.gzip = gzip;
  }

  @Override
  public String extension() {
    return gzip ? "json.gz" : "json";
  }

  @Override
  public RecordFileWriter create(OutputStream out, String type) throws IOException {
    return new JsonLinesWriter(out, gzip);
  }
}
