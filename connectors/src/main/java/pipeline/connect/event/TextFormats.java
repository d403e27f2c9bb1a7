package pipeline.connect.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * The formats of texts that stay texts: RFC 9562 UUIDs, e-mail addresses, absolute RFC 3986 URIs.
 */
final class TextFormats {
  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final String ATOM = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  private static final Pattern EMAIL =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+@(?:" + LABEL + "\\.)+" + LABEL);
  private static final Pattern ASCII = Pattern.compile("[!-~]+");

  private TextFormats() {}

  static boolean valid(Field.Format format, CharSequence text) {
    return switch (format) {
      case UUID -> UUID.matcher(text).matches();
      case EMAIL -> EMAIL.matcher(text).matches();
      case URI -> ASCII.matcher(text).matches() && isAbsolute(text.toString());
      default -> true;
    };
  }

  private static boolean isAbsolute(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException error) {
      return false;
    }
  }
}
