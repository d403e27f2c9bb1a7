package pipeline.connect.filesystem.chain;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;

/**
 * The commit links of one partition: never changed, never deleted, each created by exactly one
 * writer.
 */
public final class Chain {
  static final int GROUP = 1000;
  private static final Pattern LINK = Pattern.compile("\\d{12}\\.json");
  private static final Pattern GROUP_NAME = Pattern.compile("\\d{9}");

  private final Storage storage;
  private final Place place;

  public Chain(Storage storage, Place place) {
    this.storage = storage;
    this.place = place;
  }

  /** The newest link, or null when there is none yet. */
  public Link tip() throws IOException {
    List<String> groups = groups();
    for (int i = groups.size() - 1; i >= 0; i--) {
      List<String> links = links(groups.get(i));
      if (!links.isEmpty()) return read(groups.get(i) + "/" + links.get(links.size() - 1));
    }
    return null;
  }

  /**
   * Creates a link after its predecessor.
   *
   * @return false when a rival created the link of this number
   */
  public boolean append(Link link) throws IOException {
    String temporary = place.temporary(link.writer()) + "/link-" + link.attempt();
    return storage.createExclusively(path(link.seq()), LinkJson.write(link), temporary);
  }

  /** Links are contiguous, so that a higher one exists exactly when the next does. */
  public boolean continuesAfter(Link link) throws IOException {
    return storage.exists(path(link.seq() + 1));
  }

  /** Every link in order, complete groups from their folds. */
  public List<Link> links() throws IOException {
    List<Link> all = new ArrayList<>();
    for (String group : groups()) {
      try {
        String fold = new String(storage.read(foldPath(group)), StandardCharsets.UTF_8);
        for (String line : fold.split("\n"))
          all.add(LinkJson.read(line.getBytes(StandardCharsets.UTF_8)));
      } catch (FileNotFoundException unfolded) {
        for (String name : links(group)) all.add(read(group + "/" + name));
      }
    }
    return all;
  }

  /** Once the first link of a group exists, writes the group before it into one file. */
  public void foldBefore(Link link) throws IOException {
    if (link.seq() % GROUP != 0) return;
    String group = groupOf(link.seq() - 1);
    ByteArrayOutputStream fold = new ByteArrayOutputStream();
    for (String name : links(group)) {
      fold.writeBytes(storage.read(place.log() + "/" + group + "/" + name));
      fold.write('\n');
    }
    storage.createExclusively(
        foldPath(group), fold.toByteArray(), place.temporary(link.writer()) + "/fold");
  }

  private List<String> groups() throws IOException {
    return sorted(storage.list(place.log()), GROUP_NAME);
  }

  private List<String> links(String group) throws IOException {
    return sorted(storage.list(place.log() + "/" + group), LINK);
  }

  private static List<String> sorted(List<String> names, Pattern wanted) {
    List<String> matching = new ArrayList<>(names);
    matching.removeIf(name -> !wanted.matcher(name).matches());
    Collections.sort(matching);
    return matching;
  }

  private Link read(String name) throws IOException {
    return LinkJson.read(storage.read(place.log() + "/" + name));
  }

  private String foldPath(String group) {
    return place.log() + "/" + group + ".fold.jsonl";
  }

  private String path(long seq) {
    return place.log() + "/" + groupOf(seq) + "/" + digits(seq, 12) + ".json";
  }

  private static String groupOf(long seq) {
    return digits(seq / GROUP, 9);
  }

  /** A number padded with zeros, so that names sort as numbers do. */
  public static String digits(long number, int width) {
    char[] text = new char[width];
    Arrays.fill(text, '0');
    String plain = Long.toString(number);
    plain.getChars(0, plain.length(), text, width - plain.length());
    return new String(text);
  }
}
