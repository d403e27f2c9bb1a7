package pipeline.connect.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each generator makes what its paragraph in docs/datagen.md says. */
class GeneratorTest {
  private static final String TEXT = "{'type':'string','required':true}";
  private static final String INTEGER = "{'type':'integer','required':true}";

  private static List<String> texts(Sample sample, int count) {
    return sample.values(count).stream().map(value -> value.get("a").asText()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^user[0-9]+$",
        "^session_[0-9]{4}$",
        "[a-cx-z_-]{2,5}",
        "(?:ab|cd)+!?",
        "\\\\d{2}/\\\\w\\\\s\\\\.",
        "^[^a-z]{3}$",
        "^x{2,}y*$",
        "^(a|b(c|d){2})$",
        "é[àç]?"
      })
  void patternsAreSampledByTheirOwnText(String pattern) {
    Sample sample =
        Sample.of("{'a':{'type':'string','pattern':'" + pattern + "','required':true}}");
    String expression = pattern.replace("\\\\", "\\");
    for (String text : texts(sample, 200))
      assertTrue(text.matches(expression), text + " is not of " + expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date-time        | 2026-01-01T12:00:00.007000Z",
        "local-date-time  | 2026-01-01T13:00:00.007000",
        "date             | 2026-01-01"
      })
  void timesAreTheEventsTime(String format, String expected) {
    Sample sample =
        Sample.ofContract(
            "{'name':'e','unknown':'keep','timezone':'Europe/Paris','fields':{'a':{'type':'string','format':'"
                + format
                + "','required':true}}}");
    assertEquals(expected, texts(sample, 8).get(7));
  }

  @ParameterizedTest
  @CsvSource({
    "integer, epoch-seconds, 1767268800",
    "integer, epoch-milliseconds, 1767268800007",
    "string, epoch-microseconds, 1767268800007000"
  })
  void numbersSince1970AreTheEventsTimeInTheUnitOfTheContract(
      String type, String format, String expected) {
    Sample sample =
        Sample.of("{'a':{'type':'" + type + "','format':'" + format + "','required':true}}");
    assertEquals(expected, texts(sample, 8).get(7));
    assertEquals(type.equals("string"), sample.values(1).get(0).get("a").isTextual());
  }

  @Test
  void decimalsStandInTextsAndMapsHaveTheNamesOfTheirHint() {
    Sample sample =
        Sample.of(
                "{'a':{'type':'string','format':'decimal','decimals':2,'required':true},"
                    + "'b':{'type':'map','values':"
                    + INTEGER
                    + ",'required':true}}")
            .hints("{'a':[1,20],'b':{'fields':{'x':[1,2],'y':[3,4]}}}");
    for (var value : sample.values(200)) {
      assertTrue(value.get("a").isTextual(), value.toString());
      assertTrue(value.get("a").asText().matches("[0-9]+\\.[0-9]{2}"), value.toString());
      assertTrue(value.get("b").get("x").asInt() <= 2, value.toString());
      assertEquals(2, value.get("b").size());
    }
  }

  @Test
  void integersHoldTimeInTheirUnit() {
    Sample sample = Sample.of("{'a':" + INTEGER + "}");
    assertEquals("1767268800", texts(sample.hints("{'a':{'time':{'in':'seconds'}}}"), 3).get(2));
    assertEquals(
        "1767268800002", texts(sample.hints("{'a':{'time':{'in':'milliseconds'}}}"), 3).get(2));
  }

  @Test
  void lateTimesLieBeforeTheEventsTime() {
    var late =
        Sample.of("{'a':" + INTEGER + "}")
            .hints("{'a':{'time':{'in':'milliseconds','late':5000}}}")
            .values(1000);
    long earliest = Long.MAX_VALUE;
    for (int n = 0; n < 1000; n++) {
      long behind = 1_767_268_800_000L + n - late.get(n).get("a").asLong();
      assertTrue(behind >= 0 && behind <= 5000, "behind by " + behind);
      earliest = Math.min(earliest, behind);
    }
    assertTrue(earliest < 100);
  }

  @Test
  void decimalsHaveTheDigitsOfTheContract() {
    Sample sample =
        Sample.of("{'a':{'type':'number','decimals':2,'minimum':0,'required':true}}")
            .hints("{'a':[0.05,1500]}");
    for (String line : sample.lines(0, 500))
      assertTrue(line.matches(".*\\{\"a\":\\d+\\.\\d\\d}"), line);
  }

  @Test
  void idsAreWrittenAroundTheirNumber() {
    Sample sample = Sample.of("{'a':" + TEXT + "}").hints("{'a':{'ids':[7,7],'as':'item{0000}!'}}");
    assertEquals("item0007!", texts(sample, 1).get(0));
  }

  @Test
  void sequencesCountRecords() {
    Sample sample = Sample.of("{'a':" + INTEGER + "}").hints("{'a':{'sequence':100,'step':-5}}");
    assertEquals(List.of("100", "95", "90"), texts(sample, 3));
  }

  @Test
  void valuesDependOnTheCaseOfAnotherField() {
    Sample sample =
        Sample.of("{'product':" + TEXT + ",'a':" + INTEGER + "}")
            .hints(
                "{'product':{'choice':['dear','cheap','other']},'a':{'by':'product','dear':[100,200],'cheap':[1,2],'otherwise':{'constant':0}}}");
    for (JsonNode value : sample.values(500)) {
      int price = value.get("a").asInt();
      boolean right =
          switch (value.get("product").asText()) {
            case "dear" -> price >= 100 && price <= 200;
            case "cheap" -> price == 1 || price == 2;
            default -> price == 0;
          };
      assertTrue(right, value.toString());
    }
  }

  @Test
  void aValuePerUserStaysTheSame() {
    Sample sample =
        Sample.of("{'user':" + INTEGER + ",'a':" + TEXT + "}")
            .hints("{'user':{'ids':[1,30]},'a':{'per':'user','choice':['mobile','desktop']}}");
    Map<Integer, String> device = new HashMap<>();
    for (JsonNode value : sample.values(2000)) {
      String before = device.put(value.get("user").asInt(), value.get("a").asText());
      assertTrue(before == null || before.equals(value.get("a").asText()));
    }
    assertEquals(2, device.values().stream().distinct().count());
  }

  @Test
  void templatesHoldOtherFieldsAndEscapeThem() {
    Sample sample =
        Sample.of("{'who':" + TEXT + ",'n':" + INTEGER + ",'a':" + TEXT + "}")
            .hints(
                "{'who':{'constant':'say \\'é\\' \\\\ \\u0007'},'n':{'constant':5},'a':{'template':'{who}/{n}/{}'}}")
            .with("topic.t.key", "a");
    JsonNode value = sample.values(3).get(2);
    assertEquals("say \"é\" \\ \u0007/5/2", value.get("a").asText());
    assertEquals(
        value.get("a").asText(), sample.line(2).split("\t")[1], "the key is the text itself");
  }

  @Test
  void sentencesHaveSoManyOfTheWords() {
    Sample sample =
        Sample.of("{'a':" + TEXT + "}").hints("{'a':{'text':[2,4],'words':['un','deux']}}");
    for (String text : texts(sample, 200))
      assertTrue(text.matches("(un|deux)( (un|deux)){1,3}"), text);
  }

  @Test
  void listsHaveSoManyItems() {
    Sample sample =
        Sample.of("{'a':{'type':'array','items':" + INTEGER + ",'required':true}}")
            .hints("{'a':{'items':[1,6],'length':[0,2]}}");
    var sizes =
        sample.values(500).stream()
            .map(value -> value.get("a").size())
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of(0, 1, 2), sizes);
    long different =
        sample.values(500).stream()
            .map(value -> value.get("a"))
            .filter(list -> list.size() == 2 && !list.get(0).equals(list.get(1)))
            .count();
    assertTrue(different > 50, "the items of one list are drawn one by one");
  }

  @Test
  void aHintMayHoldForOneTypeOnly() {
    Sample sample =
        Sample.ofContract(
                "{'name':'e','unknown':'keep','by':'k','fields':{'k':"
                    + TEXT
                    + "},'types':{'x':{'a':"
                    + INTEGER
                    + "},'y':{'a':"
                    + INTEGER
                    + "}}}")
            .hints("{'a':{'constant':1},'y.a':{'constant':2}}");
    for (JsonNode value : sample.values(100))
      assertEquals(value.get("k").asText().equals("x") ? 1 : 2, value.get("a").asInt());
  }

  @Test
  void aliasesOfATypeAreWrittenAsTheyAre() {
    Sample sample =
        Sample.ofContract(
                "{'name':'e','unknown':'keep','by':'a','fields':{'a':"
                    + TEXT
                    + "},'types':{'deconnexion':{}},'aliases':{'déconnexion':'deconnexion'}}")
            .with("types", "{'déconnexion':1}");
    assertEquals("t\t\t{\"a\":\"déconnexion\"}", sample.line(0));
  }
}
