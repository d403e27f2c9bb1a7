package pipeline.connect.event;

/**
 * Parses RFC 3339 dates and times from ASCII bytes: `2025-12-17`, `2025-12-17T11:46:33.48691`, the
 * same with `Z` or `+01:00`. The `T` may be small or a space; there are no leap seconds. The years
 * are 1 to 9999, in UTC where there is a zone.
 */
final class TimeText {
  /** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970. */
  static final long EARLIEST = -62_135_596_800L;

  static final long LATEST = 253_402_300_799L;

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private byte[] text;
  private int at;
  private int end;
  private boolean valid;
  private long day;
  private int second;
  private int nanos;
  private int offset;
  private boolean finerThanNanos;

  /** Whether the text is of that format; the parts are read by the methods below. */
  boolean parse(Field.Format format, byte[] bytes, int start, int length) {
    text = bytes;
    at = start;
    end = start + length;
    valid = true;
    finerThanNanos = false;
    nanos = 0;
    offset = 0;
    date();
    if (format != Field.Format.DATE) {
      clock();
      fraction();
      if (format == Field.Format.DATE_TIME) zone();
    }
    return valid && at == end && (format == Field.Format.DATE || isOfYear(seconds() - offset));
  }

  /** Whether so many seconds since 1970 are in the years 1 to 9999. */
  static boolean isOfYear(long seconds) {
    return seconds >= EARLIEST && seconds <= LATEST;
  }

  /** Days since 1970-01-01. */
  long day() {
    return day;
  }

  /** Seconds since 1970-01-01T00:00 on the clock that the text shows. */
  long seconds() {
    return day * 86_400 + second;
  }

  int micros() {
    return nanos / 1_000;
  }

  int nanos() {
    return nanos;
  }

  /** Seconds that the shown clock is ahead of UTC. */
  int offset() {
    return offset;
  }

  /** More than six digits of a fraction, trailing zeros not counted. */
  boolean tooFine() {
    return nanos % 1_000 != 0 || finerThanNanos;
  }

  /** More than nine. */
  boolean finerThanNanos() {
    return finerThanNanos;
  }

  private void date() {
    int year = number(4);
    take('-');
    int month = number(2);
    take('-');
    int dayOfMonth = number(2);
    if (year < 1 || month < 1 || month > 12) {
      valid = false;
      return;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (dayOfMonth < 1 || dayOfMonth > DAYS[month - 1] + (leap && month == 2 ? 1 : 0))
      valid = false;
    day = epochDay(year, month, dayOfMonth);
  }

  /** Days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms". */
  private static long epochDay(int year, int month, int dayOfMonth) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1;
    return era * 146_097L + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }

  private void clock() {
    if (at < end && (text[at] == 'T' || text[at] == 't' || text[at] == ' ')) {
      at++;
    } else {
      valid = false;
    }
    int hour = number(2);
    take(':');
    int minute = number(2);
    take(':');
    int seconds = number(2);
    if (hour > 23 || minute > 59 || seconds > 59) valid = false;
    second = hour * 3600 + minute * 60 + seconds;
  }

  private void fraction() {
    if (at >= end || text[at] != '.') return;
    int first = ++at;
    int unit = 100_000_000;
    for (; at < end && text[at] >= '0' && text[at] <= '9'; at++, unit /= 10) {
      nanos += (text[at] - '0') * unit;
      if (unit == 0 && text[at] != '0') finerThanNanos = true;
    }
    if (at == first) valid = false;
  }

  private void zone() {
    int sign = at < end ? text[at++] : 0;
    if (sign == 'Z' || sign == 'z') {
      offset = 0;
      return;
    }
    if (sign != '+' && sign != '-') valid = false;
    int hours = number(2);
    take(':');
    int minutes = number(2);
    if (hours > 23 || minutes > 59) valid = false;
    offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
  }

  private int number(int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++, at++) {
      int digit = at < end ? text[at] - '0' : -1;
      if (digit < 0 || digit > 9) {
        valid = false;
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private void take(char sign) {
    if (at < end && text[at] == sign) {
      at++;
    } else {
      valid = false;
    }
  }
}
