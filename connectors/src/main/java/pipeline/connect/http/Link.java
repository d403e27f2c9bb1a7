package pipeline.connect.http;

import java.net.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Link header (RFC 8288): `<https://api.example/items?page=2>; rel="next", …`. */
final class Link {
  private static final Pattern LINK =
      Pattern.compile(
          "<([^>]*)>((?:\\s*;\\s*[\\w*!#$&+.^`|~-]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\\s;,\"]+))?)*)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=[\\s;,]|$))",
          Pattern.CASE_INSENSITIVE);

  private Link() {}

  /** The address of the next page, or null. */
  static String next(HttpHeaders headers) {
    for (String header : headers.allValues("Link")) {
      Matcher link = LINK.matcher(header);
      while (link.find()) if (NEXT.matcher(link.group(2)).find()) return link.group(1);
    }
    return null;
  }
}
