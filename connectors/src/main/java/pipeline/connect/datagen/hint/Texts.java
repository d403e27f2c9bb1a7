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
import pipeline.connect.datagen.value.TextTemplate;
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
  static Value template(ValueSpec spec) {
    spec.hint().allow("template", "present");
    Hint template = textHint(spec, "template");
    List<Value> parts = new ArrayList<>();
    Matcher found = PLACEHOLDER.matcher(template.text());
    int from = 0;
    while (found.find()) {
      parts.add(inside(template.text().substring(from, found.start())));
      parts.add(
          found.group(1).isEmpty()
              ? new Sequence(0, 1, NumberedText.bare())
              : spec.scope().value(new Hint(template.place(), TextNode.valueOf(found.group(1)))));
      from = found.end();
    }
    parts.add(inside(template.text().substring(from)));
    return new TextTemplate(parts);
  }

  /** A sentence of so many words, out of given ones or of plain ones. */
  static Value sentence(ValueSpec spec) {
    spec.hint().allow("text", "words", "present");
    int[] counts = textHint(spec, "text").counts(0, 10_000);
    List<String> words = WORDS;
    if (spec.hint().has("words")) {
      Hint given = spec.hint().member("words");
      if (!given.json().isArray() || given.json().isEmpty())
        throw given.wrong("a list of words must stand here");
      words =
          Stream.iterate(0, index -> index < given.json().size(), index -> index + 1)
              .map(index -> given.item(index).text())
              .toList();
    }
    List<Constant> constants =
        words.stream().map(word -> Choices.constantOf(TextNode.valueOf(word))).toList();
    return new Sentence(constants, counts[0], counts[1], spec.draws());
  }

  static Value pattern(ValueSpec spec) {
    spec.hint().allow("pattern", "present");
    return sample(spec, textHint(spec, "pattern").text());
  }

  /** A string that only the contract limits. */
  static Value unhinted(ValueSpec spec, Field.StringField field) {
    if (field.pattern() != null) return sample(spec, field.pattern());
    return switch (field.format()) {
      case DATE_TIME,
          LOCAL_DATE_TIME,
          DATE,
          EPOCH_SECONDS,
          EPOCH_MILLISECONDS,
          EPOCH_MICROSECONDS ->
          Times.text(spec, 0);
      case DECIMAL -> Numbers.unhinted(spec);
      case BASE64 -> sample(spec, "[A-Za-z0-9+/]{16}");
      // two bytes that are no negative number
      case DECIMAL_BASE64 -> sample(spec, "[A-Za-f][A-Za-z0-9+/][AEIMQUYcgkosw048]=");
      case UUID ->
          sample(spec, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      case EMAIL -> sample(spec, "[a-z]{5,10}@example\\.(com|org)");
      case URI -> sample(spec, "https://example\\.com/[a-z0-9]{8}");
      case PLAIN -> {
        int fewest =
            field.minLength() == null
                ? Math.min(8, field.maxLength() == null ? 8 : field.maxLength())
                : field.minLength();
        yield sample(spec, "[a-z]{" + fewest + "}");
      }
    };
  }

  private static Value sample(ValueSpec spec, String expression) {
    try {
      return new PatternText(PatternParser.parse(expression), spec.draws());
    } catch (IllegalArgumentException error) {
      throw new Hint("fields." + spec.path(), TextNode.valueOf(expression))
          .wrong(error.getMessage());
    }
  }

  private static Hint textHint(ValueSpec spec, String word) {
    Hint hint = spec.hint().member(word);
    if (!(spec.field() instanceof Field.StringField)) throw hint.wrong("it is for strings");
    return hint;
  }

  /** Text of a template as it stands inside the string. */
  private static Value inside(String text) {
    byte[] escaped = Choices.constantOf(TextNode.valueOf(text)).text();
    return new Constant(escaped, escaped);
  }
}
