package pipeline.connect.event;

import java.nio.charset.StandardCharsets;

/**
 * Recognises the commonest absolute URIs straight on bytes, at a fraction of what {@link
 * java.net.URI} costs: a scheme, an authority of letters, digits, dots, hyphens and colons, then a
 * path and a query without escapes. Others it leaves open.
 */
final class PlainUri {
  private static final boolean[] SCHEME = signs("+-.");
  private static final boolean[] AUTHORITY = signs("-.:");
  private static final boolean[] REST = signs("-_.!~*'();:@&=+$,/?");

  private PlainUri() {}

  /** Whether the bytes are such a URI; false says nothing. */
  static boolean matches(byte[] text, int start, int length) {
    int end = start + length;
    if (length == 0 || !isLetter(text[start])) return false;
    int colon = behind(SCHEME, text, start, end);
    if (colon + 3 >= end || text[colon] != ':' || text[colon + 1] != '/' || text[colon + 2] != '/')
      return false;
    int host = colon + 3;
    if (!isLetter(text[host])) return false;
    int path = behind(AUTHORITY, text, host, end);
    return path == end
        || (text[path] == '/' || text[path] == '?') && behind(REST, text, path, end) == end;
  }

  private static boolean isLetter(byte sign) {
    return sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z';
  }

  private static int behind(boolean[] signs, byte[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] >= 0 && signs[text[at]]) at++;
    return at;
  }

  /** Letters, digits and these. */
  private static boolean[] signs(String others) {
    boolean[] signs = new boolean[128];
    for (byte sign : others.getBytes(StandardCharsets.US_ASCII)) signs[sign] = true;
    for (int sign = '0'; sign <= 'z'; sign++) signs[sign] |= Character.isLetterOrDigit(sign);
    return signs;
  }
}
