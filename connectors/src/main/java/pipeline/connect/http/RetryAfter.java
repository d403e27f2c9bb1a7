package pipeline.connect.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
  private static final long LONGEST = 86_400_000;

  private RetryAfter() {}

  /** Milliseconds to wait, at most a day; empty when the header is missing or makes no sense. */
  static OptionalLong millis(HttpHeaders headers, long now) {
    String text = headers.firstValue("Retry-After").orElse("").trim();
    if (text.matches("\\d{1,9}"))
      return OptionalLong.of(Math.min(LONGEST, Long.parseLong(text) * 1_000));
    try {
      long at =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
      return OptionalLong.of(Math.max(0, Math.min(LONGEST, at - now)));
    } catch (DateTimeException error) {
      return OptionalLong.empty();
    }
  }
}
