package pipeline.connect.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;

/** Compressed answers, as large as answers may be at most. */
final class Encoding {
  /** What requests say that they take. */
  static final String ACCEPTED = "gzip, br";

  private Encoding() {}

  /**
   * @param encoding of the Content-Encoding header
   * @param limit in bytes
   * @throws BadAnswer when it cannot be unpacked, or is larger than `limit` then
   */
  static byte[] unpacked(byte[] body, String encoding, int limit) throws BadAnswer {
    String name = encoding.trim().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.equals("identity")) return body;
    try (InputStream unpacked = stream(body, name)) {
      if (unpacked == null)
        throw new BadAnswer(
            "the answer is compressed by " + shown(name) + ", and nothing asked for that");
      byte[] bytes = unpacked.readNBytes(limit);
      if (unpacked.read() >= 0)
        throw new BadAnswer("the answer is larger than " + limit + " bytes");
      return bytes;
    } catch (IOException
        | RuntimeException error) { // The decoder of brotli runs into its own limits.
      throw new BadAnswer("the answer is no whole " + shown(name) + ", though it says so");
    }
  }

  private static InputStream stream(byte[] body, String name) throws IOException {
    InputStream packed = new ByteArrayInputStream(body);
    return switch (name) {
      case "gzip", "x-gzip" -> new GZIPInputStream(packed);
      case "br" -> new BrotliInputStream(packed);
      default -> null;
    };
  }

  private static String shown(String name) {
    return name.matches("[\\w-]{1,20}") ? name : "an unknown encoding";
  }
}
