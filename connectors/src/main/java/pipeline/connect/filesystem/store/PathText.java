package pipeline.connect.filesystem.store;

import java.nio.charset.StandardCharsets;

/**
 * Text as one part of a path: letters, digits and `-_.+@ ,` stay, every other byte of the UTF-8
 * becomes `%XX`. So do dots that alone would name the directory itself or the one above.
 */
public final class PathText {
  private static final String KEPT = "-_.+@ ,";

  private PathText() {}

  public static String encode(String text) {
    if (text.equals(".") || text.equals("..")) return text.replace(".", "%2E");
    StringBuilder encoded = null;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (!kept(character)) {
        encoded = new StringBuilder(text.length() + 16);
        break;
      }
    }
    if (encoded == null) return text;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && kept((char) octet)) encoded.append((char) octet);
      else encoded.append(String.format("%%%02X", octet));
    }
    return encoded.toString();
  }

  /**
   * The same, for a directory that readers must not take for a hidden one, as `_tmp` and `.tmp`
   * are.
   */
  public static String encodeVisible(String text) {
    if (text.startsWith("_")) return "%5F" + encode(text.substring(1));
    if (text.startsWith(".")) return "%2E" + encode(text.substring(1));
    return encode(text);
  }

  private static boolean kept(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || KEPT.indexOf(character) >= 0;
  }
}
