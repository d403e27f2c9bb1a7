package pipeline.connect.filesystem.chain;

import java.util.HashMap;
import java.util.Map;
import pipeline.connect.filesystem.config.SinkSettings;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.filesystem.store.Storage;
import pipeline.connect.filesystem.store.Storages;

/**
 * One of two processes that create the same links at the same time: says {@code ready}, begins when
 * it is sent a line, and prints the numbers of those it created.
 */
public class LinkRace {
  public static void main(String[] args) throws Exception {
    String writer = args[0];
    int links = Integer.parseInt(args[1]);
    Map<String, String> properties = new HashMap<>();
    for (int i = 2; i < args.length; i++) {
      int at = args[i].indexOf('=');
      properties.put(args[i].substring(0, at), args[i].substring(at + 1));
    }
    try (Storage storage = Storages.open(SinkSettings.of(properties))) {
      Chain chain = new Chain(storage, new Place("race", "topic", 0));
      System.out.println("ready");
      System.in.read();
      Link link = Link.first(writer, "2026-01-01T00:00:00Z", 0);
      StringBuilder won = new StringBuilder();
      while (link.seq() <= links) {
        if (chain.append(link)) won.append(link.seq()).append('\n');
        else link = newest(chain, link);
        link = after(link, writer);
      }
      System.out.print(won);
    }
  }

  private static Link after(Link link, String writer) {
    return link.next(Link.Kind.COMMIT, writer, link.attempt() + 1, "2026-01-01T00:00:00Z");
  }

  /** Who lost a link goes on behind the rival's newest, so that both always want the same one. */
  private static Link newest(Chain chain, Link lost) throws Exception {
    Link newest = lost;
    while (chain.continuesAfter(newest)) newest = after(newest, lost.writer());
    return newest;
  }
}
