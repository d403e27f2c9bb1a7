package pipeline.connect.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Takes secrets out of what a log or an error will show, should a library or a server have put them
 * there.
 */
final class Redaction {
  private final List<String> hidden = new ArrayList<>();

  Redaction(Collection<String> secrets) {
    for (String secret : secrets) {
      if (secret.isEmpty()) continue;
      hidden.add(secret);
      hidden.add(Percent.encode(secret));
    }
    hidden.sort(Comparator.comparing(String::length).reversed());
  }

  String clean(String text) {
    String clean = text;
    for (String secret : hidden) clean = clean.replace(secret, "***");
    return clean.replaceAll("\\p{Cntrl}", " ");
  }
}
