package pipeline.connect.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Turns a column's value into text or time, for directories. */
final class ColumnText {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private ColumnText() {}

  static String of(Row row, int slot, Field field) {
    return switch (StoredAs.of(field)) {
      case TEXT -> text(row, slot);
      case INTEGER -> Long.toString(row.number(slot));
      case DOUBLE -> Double.toString(Double.longBitsToDouble(row.number(slot)));
      case DECIMAL ->
          BigDecimal.valueOf(row.number(slot), StoredAs.decimals(field)).toPlainString();
      case BOOLEAN -> Boolean.toString(row.number(slot) == 1);
      case DATE -> LocalDate.ofEpochDay(row.number(slot)).toString();
      case MICROS -> Instant.EPOCH.plus(row.number(slot), ChronoUnit.MICROS).toString();
      case NANOS -> Instant.EPOCH.plusNanos(row.number(slot)).toString();
      default ->
          throw new IllegalArgumentException("a field that holds no single value has no text");
    };
  }

  static long micros(Row row, int slot, StoredAs stored) {
    long number = row.number(slot);
    return switch (stored) {
      case MICROS -> number;
      case NANOS -> Math.floorDiv(number, 1_000L);
      case DATE -> number * MICROS_PER_DAY;
      default -> throw new IllegalArgumentException("it holds no time");
    };
  }

  private static String text(Row row, int slot) {
    return new String(
        row.textSource(slot), row.textStart(slot), row.textLength(slot), StandardCharsets.UTF_8);
  }
}
