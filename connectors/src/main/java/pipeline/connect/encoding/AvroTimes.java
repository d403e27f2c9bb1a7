package pipeline.connect.encoding;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import pipeline.connect.event.ContractViolation;

/** The times among Avro's logical types, as text of ISO 8601 with all digits of their unit. */
enum AvroTimes {
  DATE(Schema.Type.INT, 0, "") {
    @Override
    String text(long value) throws ContractViolation {
      return inRange(LocalDate.ofEpochDay(value).getYear(), LocalDate.ofEpochDay(value).toString());
    }
  },
  TIME_MILLIS(Schema.Type.INT, 3, ""),
  TIME_MICROS(Schema.Type.LONG, 6, ""),
  TIMESTAMP_MILLIS(Schema.Type.LONG, 3, "Z"),
  TIMESTAMP_MICROS(Schema.Type.LONG, 6, "Z"),
  TIMESTAMP_NANOS(Schema.Type.LONG, 9, "Z"),
  LOCAL_TIMESTAMP_MILLIS(Schema.Type.LONG, 3, ""),
  LOCAL_TIMESTAMP_MICROS(Schema.Type.LONG, 6, ""),
  LOCAL_TIMESTAMP_NANOS(Schema.Type.LONG, 9, "");

  private static final Map<Integer, DateTimeFormatter> OF_DAY =
      Map.of(3, clock("SSS"), 6, clock("SSSSSS"), 9, clock("SSSSSSSSS"));

  private final Schema.Type type;
  private final int digits;
  private final String zone;

  AvroTimes(Schema.Type type, int digits, String zone) {
    this.type = type;
    this.digits = digits;
    this.zone = zone;
  }

  private static DateTimeFormatter clock(String fraction) {
    return DateTimeFormatter.ofPattern("HH:mm:ss." + fraction);
  }

  /** Null for a schema that is no time. */
  static AvroTimes of(Schema schema) {
    String name = schema.getProp("logicalType");
    if (name == null) return null;
    for (AvroTimes time : values()) {
      boolean named = time.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name);
      if (named && schema.getType() == time.type) return time;
    }
    return null;
  }

  String text(long value) throws ContractViolation {
    long perSecond = (long) Math.pow(10, digits);
    long seconds = Math.floorDiv(value, perSecond);
    int nanos = (int) (Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
    if (name().startsWith("TIME_")) {
      if (seconds < 0 || seconds >= 86_400) throw new ContractViolation("a time outside of a day");
      return LocalTime.ofSecondOfDay(seconds).withNano(nanos).format(OF_DAY.get(digits));
    }
    LocalDateTime time;
    try {
      time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    } catch (DateTimeException far) {
      throw outside();
    }
    return inRange(
        time.getYear(), time.toLocalDate() + "T" + time.format(OF_DAY.get(digits)) + zone);
  }

  /**
   * The reverse: what is finer than the unit is cut.
   *
   * @throws ContractViolation when the text is no such time, or is none that the unit can hold
   */
  long units(String text) throws ContractViolation {
    try {
      if (this == DATE) return LocalDate.parse(text).toEpochDay();
      if (name().startsWith("TIME_")) return scaled(LocalTime.parse(text).toNanoOfDay());
      LocalDateTime time =
          zone.isEmpty()
              ? LocalDateTime.parse(text)
              : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
      return Math.addExact(
          Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), (long) Math.pow(10, digits)),
          scaled(time.getNano()));
    } catch (DateTimeException | ArithmeticException wrong) {
      throw new ContractViolation(
          "a text that is no " + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private long scaled(long nanos) {
    return nanos / (long) Math.pow(10, 9 - digits);
  }

  private static String inRange(int year, String text) throws ContractViolation {
    if (year < 1 || year > 9999) throw outside();
    return text;
  }

  private static ContractViolation outside() {
    return new ContractViolation("a time outside of the years 0001 to 9999");
  }
}
