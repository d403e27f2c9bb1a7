package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pipeline.connect.datagen.value.Choice;
import pipeline.connect.datagen.value.Constant;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** Values of fields without a hint: the contract alone decides. */
final class Defaults {
  private Defaults() {}

  static Value of(ValueSpec spec) {
    if (spec.field() instanceof Field.BooleanField) {
      return Choices.even(List.of(BooleanNode.FALSE, BooleanNode.TRUE), spec);
    }
    if (spec.field() instanceof Field.StringField text) {
      if (text.choices() == null) return Texts.unhinted(spec, text);
      return Choices.even(text.choices().stream().map(TextNode::valueOf).toList(), spec);
    }
    if (spec.field() instanceof Field.AnyField) return anything(spec);
    List<BigDecimal> numbers = numbers(spec.field());
    if (numbers != null)
      return Choices.even(numbers.stream().map(Choices::integral).toList(), spec);
    if (spec.field() instanceof Field.IntegerField integer
        && integer.format() != Field.Format.PLAIN) return Times.epoch(integer.format(), 0, spec);
    return Numbers.isNumber(spec.field()) ? Numbers.unhinted(spec) : Nested.unhinted(spec);
  }

  /** A text here, a number, a list, an object there. */
  private static Value anything(ValueSpec spec) {
    List<String> shapes = List.of("\"text\"", "1.50", "true", "[1,\"two\"]", "{\"a\":1}");
    List<Constant> constants =
        shapes.stream()
            .map(json -> json.getBytes(StandardCharsets.US_ASCII))
            .map(json -> new Constant(json, json))
            .toList();
    return new Choice(constants, shapes, new double[] {1, 1, 1, 1, 1}, spec.draws());
  }

  private static List<BigDecimal> numbers(Field field) {
    if (field instanceof Field.IntegerField integer) return integer.choices();
    return field instanceof Field.NumberField number ? number.choices() : null;
  }
}
