package pipeline.connect.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;

/**
 * A value that grows with what is new: a number (digits in a text too), a time with its offset from
 * UTC, or a time without one.
 *
 * @param written as the API wrote it
 */
record Mark(JsonNode written, Kind kind, BigDecimal place) {
  private enum Kind {
    NUMBER,
    TIME,
    LOCAL_TIME
  }

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  /**
   * @throws BadAnswer when the value has no order
   */
  static Mark of(JsonNode written) throws BadAnswer {
    if (written.isNumber()) return new Mark(written, Kind.NUMBER, written.decimalValue());
    String text = written.isTextual() ? written.asText() : "";
    if (text.matches("-?\\d{1,100}")) return new Mark(written, Kind.NUMBER, new BigDecimal(text));
    try {
      if (text.length() == 10) {
        LocalDate date = LocalDate.parse(text);
        return new Mark(
            written, Kind.LOCAL_TIME, seconds(date.atStartOfDay().atOffset(ZoneOffset.UTC)));
      }
      TemporalAccessor time =
          TIME.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime at
          ? new Mark(written, Kind.TIME, seconds(at))
          : new Mark(
              written, Kind.LOCAL_TIME, seconds(LocalDateTime.from(time).atOffset(ZoneOffset.UTC)));
    } catch (DateTimeException error) {
      throw new BadAnswer("an item's `since` value is neither a number nor a time");
    }
  }

  /** What an offset holds; null when it holds none. */
  static Mark stored(Object text) {
    if (!(text instanceof String json)) return null;
    try {
      return of(Json.MAPPER.readTree(json));
    } catch (JsonProcessingException | BadAnswer error) {
      return null;
    }
  }

  /**
   * @throws BadAnswer when the two are not of one kind
   */
  int compare(Mark other) throws BadAnswer {
    if (kind != other.kind)
      throw new BadAnswer("an item's `since` value is of another kind than those before it");
    return place.compareTo(other.place);
  }

  /** The same for values that are equal, however they were written. */
  String canonical() {
    return kind + " " + place.stripTrailingZeros();
  }

  private static BigDecimal seconds(OffsetDateTime time) {
    return BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }
}
