package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Record n depends on seed and n, on nothing before it, and never changes silently. */
class PurityTest {
  private static final Path GOLDEN = Path.of("src/test/resources/datagen/golden.tsv");

  /** A source with every generator in it. */
  static Sample everything() {
    return Sample.ofContract(
            """
        {'name':'e','unknown':'keep','by':'type','timezone':'Europe/Paris','fields':{
          'type':{'type':'string','required':true},
          'at':{'type':'string','format':'local-date-time','required':true},
          'sent':{'type':'integer','required':true},
          'user':{'type':'string','pattern':'^user[0-9]{3}$','required':true},
          'session':{'type':'string','pattern':'^s_[0-9]{4}$','required':true}},
         'types':{
          'bought':{'item':{'type':'integer','minimum':1,'maximum':50,'required':true},
                    'price':{'type':'number','decimals':2,'minimum':0,'required':true},
                    'stars':{'type':'integer','minimum':1,'maximum':5,'required':false}},
          'said':{'text':{'type':'string','required':true},'id':{'type':'string','format':'uuid','required':true},
                  'tags':{'type':'array','items':{'type':'string','required':true},'required':true},
                  'place':{'type':'object','required':true,'fields':{'lat':{'type':'number','minimum':-90,'maximum':90,'required':true},
                                                                    'open':{'type':'boolean','required':true}}}},
          'left':{}},
         'aliases':{'gegangen':'left'}}""")
        .with("topic.t.key", "user")
        .with("types", "{'bought':5,'said':3,'left':1,'gegangen':1}")
        .hints(
            """
            {'sent':{'time':{'in':'milliseconds','late':2000}},
             'user':{'ids':[1,200],'zipf':0.8,'as':'user{000}'},
             'session':{'per':'user','every':60000},
             'item':{'ids':[1,50],'zipf':1.1,'taste':{'of':'user','clusters':5,'preferred':2,'loyalty':0.8}},
             'price':{'by':'item','inside':[10,20],'outside':[0,9.99]},
             'stars':{'by':'item','inside':{'choice':{'4':1,'5':3}},'outside':{'choice':[1,2,3]},'present':0.7},
             'text':{'template':'Größe \\"{user}\\" n° {}'},
             'tags':{'items':{'text':[1,2]},'length':[0,3]},
             'place':{'fields':{'lat':[48.8,48.9]}}}""");
  }

  @Test
  void aRecordIsTheSameWhateverWasMadeBefore() {
    Sample sample = everything();
    List<String> inOrder = sample.lines(0, 300);
    for (int n = 299; n >= 0; n -= 7) assertEquals(inOrder.get(n), sample.line(n));
    assertEquals(inOrder.subList(123, 300), sample.lines(123, 300));
  }

  @Test
  void anotherSeedMakesOtherData() {
    assertNotEquals(everything().lines(0, 20), everything().with("seed", "43").lines(0, 20));
  }

  @Test
  void anotherFieldLeavesTheValuesOfTheOthers() {
    String one = "'a':{'type':'integer','minimum':0,'maximum':1000000,'required':true}";
    String two = one + ",'b':{'type':'string','required':true}";
    var alone =
        Sample.of("{" + one + "}").values(50).stream().map(value -> value.get("a")).toList();
    assertEquals(
        alone,
        Sample.of("{" + two + "}").values(50).stream().map(value -> value.get("a")).toList());
  }

  /** When this fails on purpose, delete the file: the next run writes it anew. */
  @Test
  void theDataOfASeedNeverChanges() throws IOException {
    List<String> made =
        Stream.concat(
                everything().lines(0, 40).stream(),
                everything().lines(1L << 40, (1L << 40) + 5).stream())
            .toList();
    if (Files.notExists(GOLDEN)) Files.write(GOLDEN, made);
    assertEquals(Files.readAllLines(GOLDEN), made);
  }
}
