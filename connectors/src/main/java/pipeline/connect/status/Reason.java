package pipeline.connect.status;

import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why something does not go on, in one line for people. */
public final class Reason {
  private static final Pattern CALL =
      Pattern.compile(
          "Call From \\S+ to (\\S+) failed on (?:connection|socket timeout) exception.*");
  private static final Pattern CLASS = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");
  private static final int LONGEST = 300;

  /**
   * What S3's client adds to a sentence; the number of the request differs each time, as if
   * something had changed.
   */
  private static final Pattern REQUEST = Pattern.compile(" \\(Service: .*$");

  private Reason() {}

  /** The deepest cause that says something; of a name alone, with the kind of the error. */
  public static String of(Throwable failure) {
    String said = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String own = sentence(cause);
      // The call names who was called; what it was made of only says that nobody answered.
      if (own != null && CALL.matcher(firstLine(cause)).matches()) return own;
      if (own != null) said = own;
      if (cause.getCause() == cause) break;
    }
    String reason = said == null ? failure.getClass().getSimpleName() : said;
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
  }

  private static String sentence(Throwable cause) {
    String line = firstLine(cause);
    if (line.isBlank() || line.equals("null")) return null;
    if (cause instanceof UnknownHostException) return "the host " + line + " is not known";
    Matcher call = CALL.matcher(line);
    if (call.matches()) return call.group(1) + " does not answer";
    if (line.contains("No space left on device")) return "the disk is full: " + line;
    String kind = cause.getClass().getSimpleName();
    return line.contains(" ") ? line : kind + ": " + line;
  }

  /** Without the class of a cause that a message quotes. */
  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) return "";
    String line = CLASS.matcher(message.lines().findFirst().orElse("")).replaceFirst("");
    return REQUEST.matcher(line).replaceFirst("").trim();
  }
}
