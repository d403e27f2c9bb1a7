package pipeline.connect.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a$, `a\n`, false",
        "^a.c$, a\u0085c, true",
        "^a.c$, `a\nc`, false",
        "\\s, \u00a0, true",
        "^[\\s]$, \ufeff, true",
        "^\\S+$, \u00a0, false",
        "^[[]$, [, true",
        "^[a&&b]$, &, true",
        "^\\u{1F389}$, 🎉, true",
        "^.$, 🎉, true",
        "^[^]$, x, true",
        "[], x, false",
        "^\\u00e9$, é, true",
        "^\\w$, é, false",
        "^(?:a|b)+$, abba, true",
        "^[$]$, $, true"
      })
  void keepsTheMeaningOfEcmaScript(String expression, String text, boolean found) {
    assertEquals(found, EcmaPattern.compile(expression).matcher(text).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^user[0-9]+$",
        "^session_[0-9]{4}$",
        "^[a-c]{2,3}-\\d?$",
        "^$",
        "^\\w+\\.[ab]*$",
        "^a{0,2}b$",
        "^[a-]+0$",
        "^a{2,}b$"
      })
  void theFastMatcherAgreesWithTheRegularExpression(String expression) {
    SimplePattern simple = SimplePattern.compile(expression);
    assertNotNull(simple);
    Random random = new Random(7);
    String letters = "aabbc01-._user1session_é\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(i % 3 == 0 ? "user" : i % 3 == 1 ? "session_" : "");
      for (int n = random.nextInt(6); n > 0; n--)
        text.append(letters.charAt(random.nextInt(letters.length())));
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(
          EcmaPattern.compile(expression).matcher(text).find(),
          simple.matches(bytes, 0, bytes.length),
          text::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "^user",
        "^a*a$",
        "^a?b?$",
        "^(a)$",
        "^a|b$",
        "^.$",
        "^\\s$",
        "^é$",
        "^a+?$",
        "^a{2}{3}$",
        "^\\$"
      })
  void theFastMatcherLeavesTheRestToRegularExpressions(String expression) {
    assertNull(SimplePattern.compile(expression));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user1", "user12345"})
  void matchesInsideALargerArray(String text) {
    byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
    SimplePattern simple = SimplePattern.compile("^user[0-9]+$");
    assertTrue(simple.matches(bytes, 2, text.length()));
    assertFalse(simple.matches(bytes, 1, text.length()));
  }

  @ParameterizedTest
  @CsvSource({
    "^(?:[a-z]|_)*$, a, true",
    "^([a-z]+(-[a-z]+)*)$, a, true",
    "^(?:(a+)+)+$, a, true",
    "^(?:(a+)+)+b$, a, false"
  })
  void aLongTextNeitherOverflowsTheStackNorTakesForEver(
      String expression, String letter, boolean found) {
    assertEquals(found, EcmaPattern.compile(expression).matcher(letter.repeat(100_000)).find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a)\\1$", "^(?=a)a$", "^(?<!b)a$", "^(?<name>a)\\k<name>$"})
  void whatOnlyBacktrackingCanDoIsRefused(String expression) {
    assertThrows(PatternSyntaxException.class, () -> EcmaPattern.compile(expression));
  }
}
