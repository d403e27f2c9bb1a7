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

  static String of(Row row, Columns.Column column) {
    int slot = column.slot();
    Field field = column.field();
    if (field instanceof Field.StringField text) {
      return switch (text.format()) {
        case DATE_TIME, LOCAL_DATE_TIME ->
            Instant.EPOCH.plus(row.number(slot), ChronoUnit.MICROS).toString();
        case DATE -> LocalDate.ofEpochDay(row.number(slot)).toString();
        default -> text(row, slot);
      };
    }
    if (field instanceof Field.NumberField number) {
      return number.decimals() == null
          ? Double.toString(Double.longBitsToDouble(row.number(slot)))
          : BigDecimal.valueOf(row.number(slot), number.decimals()).toPlainString();
    }
    if (field instanceof Field.BooleanField) return Boolean.toString(row.number(slot) == 1);
    if (field instanceof Field.IntegerField) return Long.toString(row.number(slot));
    throw new IllegalArgumentException(
        column.name() + " is a list or an object and names no directory");
  }

  static long micros(Row row, Columns.Column column) {
    if (column.field() instanceof Field.StringField text) {
      switch (text.format()) {
        case DATE_TIME, LOCAL_DATE_TIME:
          return row.number(column.slot());
        case DATE:
          return row.number(column.slot()) * MICROS_PER_DAY;
        default:
      }
    }
    throw new IllegalArgumentException(column.name() + " holds no time");
  }

  private static String text(Row row, int slot) {
    return new String(
        row.textSource(slot), row.textStart(slot), row.textLength(slot), StandardCharsets.UTF_8);
  }
}
