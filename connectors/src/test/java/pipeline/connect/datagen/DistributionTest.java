package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipeline.connect.datagen.value.Draws;
import pipeline.connect.datagen.value.Taste;

/** What is drawn is distributed as it was asked for, within five standard deviations. */
class DistributionTest {
  private static final int RECORDS = 200_000;
  private static final String INTEGER = "{'type':'integer','required':true}";

  private static void expectShare(double share, long found, long of) {
    double deviation = Math.sqrt(share * (1 - share) / of);
    assertEquals(share, (double) found / of, 5 * deviation + 1e-9);
  }

  private static <K> Map<K, Long> counted(List<JsonNode> values, Function<JsonNode, K> by) {
    return values.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  @Test
  void choicesFollowTheirWeights() {
    var values =
        Sample.of("{'a':" + INTEGER + "}")
            .hints("{'a':{'choice':{'1':6,'2':3,'3':1}}}")
            .values(RECORDS);
    Map<Integer, Long> counts = counted(values, value -> value.get("a").asInt());
    expectShare(0.6, counts.get(1), RECORDS);
    expectShare(0.3, counts.get(2), RECORDS);
    expectShare(0.1, counts.get(3), RECORDS);
  }

  @Test
  void topicsShareTheRecords() {
    String contract = "{'name':'e','unknown':'keep','fields':{'a':" + INTEGER + "}}";
    Targets targets =
        Sample.ofContract(contract)
            .with("topics", "t,u")
            .with("topic.u.event", contract)
            .with("topic.t.share", "1")
            .with("topic.u.share", "4")
            .targets();
    long toU =
        LongStream.range(0, RECORDS).filter(n -> Sample.line(targets, n).startsWith("u\t")).count();
    expectShare(0.8, toU, RECORDS);
  }

  @Test
  void rangesAreUniformAndReachBothEnds() {
    var values = Sample.of("{'a':" + INTEGER + "}").hints("{'a':[-2,2]}").values(RECORDS);
    Map<Integer, Long> counts = counted(values, value -> value.get("a").asInt());
    assertEquals(Set.of(-2, -1, 0, 1, 2), counts.keySet());
    counts.values().forEach(count -> expectShare(0.2, count, RECORDS));
  }

  /** 1,000 ids are drawn from a table, 100,000 by rejection. */
  @ParameterizedTest
  @CsvSource({"1000,0.5", "1000,1", "100000,0.7", "100000,1", "100000,1.4"})
  void popularityFollowsZipf(int size, double exponent) {
    var values =
        Sample.of("{'a':" + INTEGER + "}")
            .hints("{'a':{'ids':[1," + size + "],'zipf':" + exponent + "}}")
            .values(RECORDS);
    Map<Integer, Long> counts = counted(values, value -> value.get("a").asInt());
    double total =
        LongStream.rangeClosed(1, size).mapToDouble(rank -> Math.pow(rank, -exponent)).sum();
    for (int rank : new int[] {1, 2, 3, 10, 100}) {
      expectShare(Math.pow(rank, -exponent) / total, counts.getOrDefault(rank, 0L), RECORDS);
    }
    double firstTenth =
        LongStream.rangeClosed(1, size / 10).mapToDouble(rank -> Math.pow(rank, -exponent)).sum();
    long found = values.stream().filter(value -> value.get("a").asInt() <= size / 10).count();
    expectShare(firstTenth / total, found, RECORDS);
  }

  @Test
  void optionalFieldsAreThereAsOftenAsAsked() {
    var values =
        Sample.of("{'a':{'type':'integer','required':false}}")
            .hints("{'a':{'range':[1,9],'present':0.25}}")
            .values(RECORDS);
    expectShare(0.25, values.stream().filter(value -> value.has("a")).count(), RECORDS);
  }

  @Test
  void usersChooseInsideTheirTasteAndRateItHigher() {
    int clusters = 10;
    double loyalty = 0.7;
    var values =
        Sample.of("{'user':" + INTEGER + ",'item':" + INTEGER + ",'stars':" + INTEGER + "}")
            .hints(
                """
        {'user':{'ids':[1,50]},
         'item':{'ids':[1,203],'taste':{'of':'user','clusters':10,'preferred':2,'loyalty':0.7}},
         'stars':{'by':'item','inside':{'constant':5},'outside':{'constant':2}}}""")
            .values(RECORDS);
    Taste taste = new Taste(clusters, 2, new Draws(42, "taste:item"));
    long inside = 0;
    double chance = 0;
    for (JsonNode value : values) {
      Set<Integer> preferred = new HashSet<>();
      for (int cluster : taste.preferredBy(value.get("user").asLong())) preferred.add(cluster);
      boolean liked = preferred.contains((value.get("item").asInt() - 1) % clusters);
      assertEquals(liked ? 5 : 2, value.get("stars").asInt());
      if (liked) inside++;
      for (int cluster : preferred) chance += (cluster < 3 ? 21 : 20) / 203.0 / RECORDS;
    }
    expectShare(loyalty + (1 - loyalty) * chance, inside, RECORDS);
  }

  @Test
  void everyUserPrefersSoManyDifferentClustersAndAllClustersAreLiked() {
    Taste taste = new Taste(12, 3, new Draws(7, "taste:item"));
    Map<Integer, Long> liked = new HashMap<>();
    for (long user = 0; user < 20_000; user++) {
      int[] preferred = taste.preferredBy(user);
      assertEquals(3, Arrays.stream(preferred).distinct().count());
      for (int cluster : preferred) liked.merge(cluster, 1L, Long::sum);
    }
    assertEquals(12, liked.size());
    liked.values().forEach(count -> expectShare(0.25, count, 20_000));
  }

  @Test
  void consecutiveEventsOfAUserShareASession() {
    var values =
        Sample.of(
                "{'user':"
                    + INTEGER
                    + ",'session':{'type':'string','pattern':'^s[0-9a-f]{12}$','required':true}}")
            .hints("{'user':{'ids':[1,20]},'session':{'per':'user','every':10000}}")
            .values(100_000);
    Map<Integer, String> current = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int begun = 0;
    for (JsonNode value : values) {
      String session = value.get("session").asText();
      if (session.equals(current.put(value.get("user").asInt(), session))) continue;
      begun++;
      assertTrue(seen.add(session), "a session went on after another of the same user had begun");
    }
    assertTrue(begun >= 20 * 10 && begun <= 20 * 11, "100 s in periods of 10 s: " + begun);
  }
}
