package pipeline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jackson is the witness: whatever happens to a text, both call it JSON or neither does. */
class JsonScannerTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(JsonScanner.DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String SEED =
      "{\"a\": [1, -0.5e+10, true, false, null, {}],\n \"é🎉\": \"x\\n\\u00e9\\\\ \\/\", \"b\":{\"c\":[[]]}}";
  private static final byte[] USUAL =
      "{}[]:,\"\\u0123456789abcdef+-.eEtrufalsn \t\r\n".getBytes(StandardCharsets.US_ASCII);

  private final JsonScanner scanner = new JsonScanner();

  @Test
  void agreesWithJacksonOnDamagedTexts() {
    Random random = new Random(20);
    for (int i = 0; i < 50_000; i++) {
      byte[] text = SEED.getBytes(StandardCharsets.UTF_8);
      for (int damage = random.nextInt(4); damage > 0; damage--) text = damaged(text, random);
      boolean jackson = accepts(text);
      if (jackson && escapesSurrogate(text)) continue;
      String shown = new String(text, StandardCharsets.ISO_8859_1);
      assertEquals(jackson, scans(text), shown);
    }
  }

  @Test
  void agreesWithJacksonOnScraps() {
    Random random = new Random(21);
    for (int i = 0; i < 50_000; i++) {
      byte[] text = new byte[random.nextInt(9)];
      for (int at = 0; at < text.length; at++) text[at] = USUAL[random.nextInt(USUAL.length)];
      boolean jackson = accepts(text);
      if (jackson && escapesSurrogate(text)) continue;
      assertEquals(jackson, scans(text), new String(text, StandardCharsets.ISO_8859_1));
    }
  }

  private static byte[] damaged(byte[] text, Random random) {
    if (text.length == 0) return text;
    int at = random.nextInt(text.length);
    byte octet =
        random.nextInt(4) == 0 ? (byte) random.nextInt(256) : USUAL[random.nextInt(USUAL.length)];
    switch (random.nextInt(4)) {
      case 0:
        return Arrays.copyOf(text, at);
      case 1:
        byte[] changed = text.clone();
        changed[at] = octet;
        return changed;
      case 2:
        byte[] longer = Arrays.copyOf(text, text.length + 1);
        System.arraycopy(text, at, longer, at + 1, text.length - at);
        longer[at] = octet;
        return longer;
      default:
        byte[] shorter = Arrays.copyOf(text, text.length - 1);
        System.arraycopy(text, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }
  }

  /** Jackson lets lone surrogates pass. */
  private static boolean escapesSurrogate(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).matches("(?is).*\\\\ud[89a-f].*");
  }

  private static boolean accepts(byte[] text) {
    try {
      // The JDK is the witness for UTF-8, of which Jackson is not strict.
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
      return !JACKSON.readTree(decoded).isMissingNode();
    } catch (IOException error) {
      return false;
    }
  }

  private boolean scans(byte[] text) {
    try {
      scanner.begin(text);
      scanner.skip();
      scanner.end();
      return true;
    } catch (ContractViolation violation) {
      return false;
    }
  }
}
