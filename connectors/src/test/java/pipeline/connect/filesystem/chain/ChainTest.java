package pipeline.connect.filesystem.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.connect.filesystem.store.DataFile;
import pipeline.connect.filesystem.store.LocalStorage;
import pipeline.connect.filesystem.store.Place;
import pipeline.connect.sink.DeadLetter;
import pipeline.connect.sink.Parallel;

class ChainTest {
  @TempDir Path root;
  private final Place place = new Place("a b/ç", "clicks", 3);

  private Link link(Link before, String writer) {
    return before == null
        ? Link.first(writer, "2026-01-01T00:00:00Z", 7)
        : before.next(Link.Kind.COMMIT, writer, before.seq() + 1, "2026-01-01T00:00:00Z");
  }

  @Test
  void aLinkComesBackAsItWasWritten() throws Exception {
    DataFile file = new DataFile("clicks/x.json", "_tmp/y", 2, 30, 7, 9, null);
    DataFile.Upload upload =
        new DataFile.Upload(new byte[] {1, 2}, List.of(new byte[] {3}, new byte[] {4}));
    DataFile object = new DataFile("clicks/z.json", null, 1, 10, 8, 8, upload);
    Link link =
        link(link(null, "w"), "w")
            .commits(
                10,
                3,
                List.of(file, object),
                List.of(new DeadLetter(8, "prix: « é »")),
                2,
                List.of(new Link.Lost(7, 8, "gone")),
                new Link.Last(9, "ab"))
            .of("c0ffee", "topic-id", new Link.Last(9, "ab"));
    Link read = LinkJson.read(LinkJson.write(link));
    assertArrayEquals(LinkJson.write(link), LinkJson.write(read));
    assertEquals(link.deadLettered(), read.deadLettered());
    assertEquals(2, read.tombstones());
    assertArrayEquals(new byte[] {4}, read.files().get(1).upload().parts().get(1));
  }

  @Test
  void groupsAreFoldedAndReadAsTheLinksThemselves() throws Exception {
    Chain chain = new Chain(new LocalStorage(root), place);
    Link tip = null;
    for (int i = 0; i < 2_100; i++) {
      tip = link(tip, "w");
      assertTrue(chain.append(tip));
      chain.foldBefore(tip);
    }
    assertEquals(tip.seq(), chain.tip().seq());
    Path log = root.resolve("_log/a b%2F%C3%A7/clicks/3");
    assertEquals(999, Files.readAllLines(log.resolve("000000000.fold.jsonl")).size());
    assertEquals(1_000, Files.readAllLines(log.resolve("000000001.fold.jsonl")).size());
    List<Link> links = chain.links();
    for (int i = 0; i < links.size(); i++) assertEquals(i + 1, links.get(i).seq());
    assertEquals(2_100, links.size());
  }

  @Test
  void everyLinkOfARaceHasOneWinner() throws Exception {
    int writers = 4;
    AtomicInteger won = new AtomicInteger();
    List<Callable<Void>> race = new ArrayList<>();
    for (int number = 0; number < writers; number++) {
      String writer = "writer-" + number;
      Chain chain = new Chain(new LocalStorage(root), place);
      race.add(
          () -> {
            Link tip = null;
            for (int i = 0; i < 300; i++) {
              Link next = link(tip, writer);
              if (chain.append(next)) won.incrementAndGet();
              tip = next;
            }
            return null;
          });
    }
    new Parallel("race").all(race);
    assertEquals(300, won.get());
    assertEquals(300, new Chain(new LocalStorage(root), place).links().size());
  }
}
