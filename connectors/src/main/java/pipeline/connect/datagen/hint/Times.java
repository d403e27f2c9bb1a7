package pipeline.connect.datagen.hint;

import java.util.Map;
import pipeline.connect.datagen.value.EpochTime;
import pipeline.connect.datagen.value.EventTime;
import pipeline.connect.datagen.value.Quoted;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** The event's time: {@code time}, and what fields with a time format hold without a hint. */
final class Times {
  private static final Map<String, Long> UNITS =
      Map.of("seconds", 1_000_000L, "milliseconds", 1_000L, "microseconds", 1L);
  private static final Map<Field.Format, String> FORMATS =
      Map.of(
          Field.Format.EPOCH_SECONDS, "seconds",
          Field.Format.EPOCH_MILLISECONDS, "milliseconds",
          Field.Format.EPOCH_MICROSECONDS, "microseconds");

  private Times() {}

  /**
   * {@code late}: up to so many milliseconds before the record's time; {@code in}: the unit of an
   * integer.
   */
  static Value time(ValueSpec spec) {
    spec.hint().allow("time", "present");
    Hint time = spec.hint().member("time");
    time.allow("late", "in");
    long late = time.has("late") ? time.member("late").whole(1, 1L << 40) * 1000 : 0;
    if (spec.field() instanceof Field.IntegerField integer) {
      String declared = FORMATS.get(integer.format());
      String written = declared == null || time.has("in") ? time.member("in").text() : declared;
      Long unit = UNITS.get(written);
      if (unit == null)
        throw time.member("in").wrong("seconds, milliseconds or microseconds must stand here");
      if (declared != null && !declared.equals(written))
        throw time.member("in").wrong("the field's contract says " + declared);
      return new EpochTime(unit, late, spec.draws());
    }
    if (time.has("in")) throw time.member("in").wrong("it is for integers");
    return text(spec, late);
  }

  /** Of a field whose format counts since 1970. */
  static Value epoch(Field.Format format, long late, ValueSpec spec) {
    return new EpochTime(UNITS.get(FORMATS.get(format)), late, spec.draws());
  }

  static Value text(ValueSpec spec, long late) {
    Field.Format format =
        spec.field() instanceof Field.StringField string ? string.format() : Field.Format.PLAIN;
    if (FORMATS.containsKey(format)) return new Quoted(epoch(format, late, spec));
    return switch (format) {
      case DATE_TIME -> EventTime.utc(late, spec.draws());
      case LOCAL_DATE_TIME -> EventTime.local(spec.scope().zone(), late, spec.draws());
      case DATE -> EventTime.date(spec.scope().zone(), late, spec.draws());
      default ->
          throw spec.hint().wrong("the field's contract has no time format and is no integer");
    };
  }
}
