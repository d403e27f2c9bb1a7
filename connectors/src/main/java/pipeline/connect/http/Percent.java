package pipeline.connect.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Percent-encoding of RFC 3986: everything but unreserved characters. */
final class Percent {
  private Percent() {}

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (unreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format("%%%02X", octet));
      }
    }
    return encoded.toString();
  }

  /** An address without a parameter of its query. */
  static String withoutParameter(String address, String name) {
    int query = address.indexOf('?');
    if (query < 0) return address;
    String kept =
        Arrays.stream(address.substring(query + 1).split("&"))
            .filter(parameter -> !decoded(parameter.split("=", 2)[0]).equals(name))
            .collect(Collectors.joining("&"));
    return address.substring(0, query) + (kept.isEmpty() ? "" : "?" + kept);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException error) {
      return text;
    }
  }

  private static boolean unreserved(byte octet) {
    return octet >= 'a' && octet <= 'z'
        || octet >= 'A' && octet <= 'Z'
        || octet >= '0' && octet <= '9'
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }
}
