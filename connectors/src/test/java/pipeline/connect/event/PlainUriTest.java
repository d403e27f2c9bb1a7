package pipeline.connect.event;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainUriTest {
  private static final String SIGNS = "aZ09-._~:/?#[]@!$&'()*+,;=%é \"\\|";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/items/7?session=s1&page=2",
        "http://localhost:8080",
        "a+b.c://x/",
        "s3a://lake?x"
      })
  void recognisesCommonUris(String text) {
    assertTrue(plain(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "https:",
        "https://",
        "/items/7",
        "7://x",
        "http//x",
        "http://a b",
        "http://x/%zz",
        "http://é"
      })
  void leavesOthersOpen(String text) {
    assertFalse(plain(text));
  }

  @Test
  void recognisesOnlyWhatTheFullRulesAccept() {
    Random random = new Random(1);
    int recognised = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = "ab://" + made(random, random.nextInt(12));
      if (!plain(text)) continue;
      recognised++;
      assertTrue(TextFormats.valid(Field.Format.URI, text), text);
    }
    assertTrue(recognised > 1_000);
  }

  private static String made(Random random, int length) {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < length; i++) text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    return text.toString();
  }

  private static boolean plain(String text) {
    byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
    return PlainUri.matches(bytes, 1, bytes.length - 2);
  }
}
