package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import pipeline.connect.datagen.value.Ids;
import pipeline.connect.datagen.value.JsonBuffer;
import pipeline.connect.datagen.value.NumberedText;
import pipeline.connect.datagen.value.Sequence;
import pipeline.connect.datagen.value.Taste;
import pipeline.connect.datagen.value.TastedIds;
import pipeline.connect.datagen.value.Tick;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/**
 * Ids of users, items, products: {@code ids}, with {@code zipf} popularity and perhaps a {@code
 * taste}.
 */
final class Catalogues {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Catalogues() {}

  static Value ids(ValueSpec spec) {
    spec.hint().allow("ids", "zipf", "as", "present");
    Catalogue catalogue = Catalogue.of(spec);
    return new Ids(
        catalogue.first, catalogue.size, catalogue.exponent, catalogue.text, spec.draws());
  }

  static Value tasted(ValueSpec spec) {
    spec.hint().allow("ids", "zipf", "as", "present", "taste");
    Catalogue catalogue = Catalogue.of(spec);
    Hint hint = spec.hint().member("taste");
    hint.allow("of", "clusters", "preferred", "loyalty");
    Value.Numbered user =
        spec.other(
            hint.member("of"),
            Value.Numbered.class,
            "has no numbers: give it ids, a sequence or a choice");
    int clusters = (int) hint.member("clusters").whole(1, Math.min(catalogue.size, 1_000_000));
    int preferred = (int) hint.member("preferred").whole(1, Math.min(clusters, 1_000));
    double loyalty = hint.member("loyalty").number(0, 1);
    Taste taste = new Taste(clusters, preferred, spec.draws("taste"));
    return new TastedIds(
        user,
        taste,
        loyalty,
        catalogue.first,
        catalogue.size,
        catalogue.exponent,
        catalogue.text,
        spec.draws());
  }

  /** How the hint's numbers are written; {@code as} only for strings. */
  static NumberedText text(ValueSpec spec) {
    Hint hint = spec.hint();
    boolean string = spec.field() instanceof Field.StringField;
    if (!string && !Numbers.isNumber(spec.field()))
      throw hint.wrong("numbers are for strings, integers and numbers");
    if (!hint.has("as")) return string ? NumberedText.of("{}") : NumberedText.bare();
    Hint pattern = hint.member("as");
    if (!string) throw pattern.wrong("only a string can be written around a number");
    try {
      return NumberedText.of(pattern.text());
    } catch (IllegalArgumentException error) {
      throw pattern.wrong(error.getMessage());
    }
  }

  /** Refuses a number that the field's contract does, as it will be written. */
  static void checkNumber(ValueSpec spec, NumberedText text, long number) {
    JsonBuffer written = new JsonBuffer();
    new Sequence(number, 0, text).json(new Tick(0, 0), written);
    try {
      JsonNode json = MAPPER.readTree(new String(written.copy(), StandardCharsets.UTF_8));
      Constraints.check(spec.field(), new Hint(spec.hint().place(), json));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Catalogue(long first, long size, double exponent, NumberedText text) {
    static Catalogue of(ValueSpec spec) {
      Hint ids = spec.hint().member("ids");
      if (!ids.json().isArray() || ids.json().size() != 2)
        throw ids.wrong("[first, last] must stand here");
      long first = ids.item(0).whole(0, 1L << 60);
      long last = ids.item(1).whole(first, 1L << 60);
      double exponent = spec.hint().has("zipf") ? spec.hint().member("zipf").number(0, 10) : 0;
      NumberedText text = Catalogues.text(spec);
      checkNumber(spec, text, first);
      checkNumber(spec, text, last);
      return new Catalogue(first, last - first + 1, exponent, text);
    }
  }
}
