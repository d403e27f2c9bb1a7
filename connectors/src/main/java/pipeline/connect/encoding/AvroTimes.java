package pipeline.connect.encoding;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
      boolean named = time.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-').equals(name);
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
    } catch (java.time.DateTimeException far) {
      throw outside();
    }
    return inRange(
        time.getYear(), time.toLocalDate() + "T" + time.format(OF_DAY.get(digits)) + zone);
  }

  private static String inRange(int year, String text) throws ContractViolation {
    if (year < 1 || year > 9999) throw outside();
    return text;
  }

  private static ContractViolation outside() {
    return new ContractViolation("a time outside of the years 0001 to 9999");
  }
}
