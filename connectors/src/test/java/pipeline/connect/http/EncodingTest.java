package pipeline.connect.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final byte[] PLAIN =
      ("{\"n\":1,\"text\":\"" + "é".repeat(500) + "\"}").getBytes(StandardCharsets.UTF_8);

  /** The same, as Node's zlib packs it. */
  private static final byte[] BROTLI =
      Base64.getDecoder().decode("G/gD+B0H7r5OexE+osdKkZi9ZtHpS1Vuww2IJLp0phhAIcMQg3YK");

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static String wrong(byte[] body, String encoding, int limit) {
    return assertThrows(BadAnswer.class, () -> Encoding.unpacked(body, encoding, limit))
        .getMessage();
  }

  @Test
  void gzipAndBrotliAreUnpacked() throws Exception {
    assertArrayEquals(PLAIN, Encoding.unpacked(gzip(PLAIN), "gzip", PLAIN.length));
    assertArrayEquals(PLAIN, Encoding.unpacked(BROTLI, " BR", PLAIN.length));
    assertArrayEquals(PLAIN, Encoding.unpacked(PLAIN, "", 1));
    assertArrayEquals(PLAIN, Encoding.unpacked(PLAIN, "identity", 1));
  }

  @Test
  void whatIsLargerThanAllowedIsRefusedUnpackedToo() throws Exception {
    assertEquals("the answer is larger than 1014 bytes", wrong(gzip(PLAIN), "gzip", 1014));
    assertEquals("the answer is larger than 1014 bytes", wrong(BROTLI, "br", 1014));
    byte[] bomb = gzip(new byte[100_000_000]);
    assertEquals("the answer is larger than 1000 bytes", wrong(bomb, "gzip", 1_000));
  }

  @Test
  void whatIsCutOffOrNoneOfThemIsTold() throws Exception {
    byte[] packed = gzip(PLAIN);
    byte[] cut = Arrays.copyOf(packed, packed.length - 9);
    assertEquals("the answer is no whole gzip, though it says so", wrong(cut, "gzip", 10_000));
    assertEquals("the answer is no whole br, though it says so", wrong(PLAIN, "br", 10_000));
    assertEquals(
        "the answer is no whole br, though it says so",
        wrong(Arrays.copyOf(BROTLI, BROTLI.length - 3), "br", 10_000));
    assertEquals(
        "the answer is compressed by zstd, and nothing asked for that", wrong(PLAIN, "zstd", 9));
  }
}
