package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pipeline.connect.datagen.value.Constant;
import pipeline.connect.datagen.value.NumberedText;
import pipeline.connect.datagen.value.PatternText;
import pipeline.connect.datagen.value.Sentence;
import pipeline.connect.datagen.value.Sequence;
import pipeline.connect.datagen.value.Template;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** Strings: {@code template}, {@code text}, {@code pattern}. */
final class Texts {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> WORDS =
      List.of(
          ("amber breeze candle distant ember forest garden harbour island journey kettle lantern "
                  + "meadow narrow orchard pebble quiet river silver timber upland velvet willow yellow zephyr")
              .split(" "));

  private Texts() {}

  /** Names of fields stand in braces; {} is the number of the record. */
  static Value template(Wanted wanted) {
    wanted.hint().allow("template", "present");
    Hint template = textHint(wanted, "template");
    List<Value> parts = new ArrayList<>();
    Matcher found = PLACEHOLDER.matcher(template.text());
    int from = 0;
    while (found.find()) {
      parts.add(inside(template.text().substring(from, found.start())));
      parts.add(
          found.group(1).isEmpty()
              ? new Sequence(0, 1, NumberedText.bare())
              : wanted.scope().value(new Hint(template.place(), TextNode.valueOf(found.group(1)))));
      from = found.end();
    }
    parts.add(inside(template.text().substring(from)));
    return new Template(parts);
  }

  /** A sentence of so many words, out of given ones or of plain ones. */
  static Value sentence(Wanted wanted) {
    wanted.hint().allow("text", "words", "present");
    int[] counts = textHint(wanted, "text").counts(0, 10_000);
    List<String> words = WORDS;
    if (wanted.hint().has("words")) {
      Hint given = wanted.hint().member("words");
      if (!given.json().isArray() || given.json().isEmpty())
        throw given.wrong("a list of words must stand here");
      words =
          Stream.iterate(0, index -> index < given.json().size(), index -> index + 1)
              .map(index -> given.item(index).text())
              .toList();
    }
    List<Constant> constants =
        words.stream().map(word -> Choices.constantOf(TextNode.valueOf(word))).toList();
    return new Sentence(constants, counts[0], counts[1], wanted.draws());
  }

  static Value pattern(Wanted wanted) {
    wanted.hint().allow("pattern", "present");
    return sample(wanted, textHint(wanted, "pattern").text());
  }

  /** A string that only the contract limits. */
  static Value unhinted(Wanted wanted, Field.StringField field) {
    if (field.pattern() != null) return sample(wanted, field.pattern());
    return switch (field.format()) {
      case DATE_TIME, LOCAL_DATE_TIME, DATE -> Times.text(wanted, 0);
      case UUID ->
          sample(wanted, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      case EMAIL -> sample(wanted, "[a-z]{5,10}@example\\.(com|org)");
      case URI -> sample(wanted, "https://example\\.com/[a-z0-9]{8}");
      case PLAIN -> {
        int fewest =
            field.minLength() == null
                ? Math.min(8, field.maxLength() == null ? 8 : field.maxLength())
                : field.minLength();
        yield sample(wanted, "[a-z]{" + fewest + "}");
      }
    };
  }

  private static Value sample(Wanted wanted, String expression) {
    try {
      return new PatternText(PatternParser.parse(expression), wanted.draws());
    } catch (IllegalArgumentException error) {
      throw new Hint("fields." + wanted.path(), TextNode.valueOf(expression))
          .wrong(error.getMessage());
    }
  }

  private static Hint textHint(Wanted wanted, String word) {
    Hint hint = wanted.hint().member(word);
    if (!(wanted.field() instanceof Field.StringField)) throw hint.wrong("it is for strings");
    return hint;
  }

  /** Text of a template as it stands inside the string. */
  private static Value inside(String text) {
    byte[] escaped = Choices.constantOf(TextNode.valueOf(text)).text();
    return new Constant(escaped, escaped);
  }
}
