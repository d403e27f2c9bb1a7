package pipeline.connect.filesystem.config;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * How directories are named after a time: {@code NAME=…} once or several times with {@code /}
 * between, where YYYY, MM, DD, HH and mm stand for parts of the time.
 */
public final class TimePattern {
  private static final Map<String, String> WORDS =
      Map.of(
          "hour", "dt=YYYY-MM-DD/hour=HH",
          "day", "dt=YYYY-MM-DD",
          "month", "month=YYYY-MM");
  private static final Map<String, String> PARTS =
      Map.of("YYYY", "uuuu", "MM", "MM", "DD", "dd", "HH", "HH", "mm", "mm");
  private static final Pattern PART = Pattern.compile("YYYY|MM|DD|HH|mm");
  private static final Pattern DIRECTORY =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*=(YYYY|MM|DD|HH|mm|[-_])+");

  private TimePattern() {}

  /**
   * The pattern that a word stands for, or the pattern itself.
   *
   * @throws ConfigException for anything else
   */
  static String of(String written) {
    String pattern = WORDS.getOrDefault(written, written);
    String[] directories = pattern.split("/", -1);
    boolean named = Arrays.stream(directories).allMatch(one -> DIRECTORY.matcher(one).matches());
    boolean apart =
        Arrays.stream(directories)
                .map(
                    one -> one.substring(0, Math.max(0, one.indexOf('='))).toLowerCase(Locale.ROOT))
                .distinct()
                .count()
            == directories.length;
    if (named && apart && PART.matcher(values(pattern)).find()) return pattern;
    throw new ConfigException(
        SinkConfig.TIME_DIRECTORIES,
        written,
        "must be hour, day, month, or directories such as year=YYYY/month=MM/day=DD, of YYYY, MM, DD, HH, mm, - and _");
  }

  private static String values(String pattern) {
    return pattern.replaceAll("(^|/)[^=]*=", "/");
  }

  /** Writes local times as a pattern says. */
  public static DateTimeFormatter formatter(String pattern) {
    StringBuilder format = new StringBuilder();
    for (String directory : pattern.split("/")) {
      int value = directory.indexOf('=') + 1;
      String before = (format.isEmpty() ? "" : "/") + directory.substring(0, value);
      format.append('\'').append(before).append('\'');
      Matcher parts = PART.matcher(directory.substring(value));
      format.append(parts.replaceAll(part -> PARTS.get(part.group())));
    }
    return DateTimeFormatter.ofPattern(format.toString(), Locale.ROOT);
  }

  /** Whether the minute is part of it. */
  public static boolean hasMinutes(String pattern) {
    return values(pattern).contains("mm");
  }
}
