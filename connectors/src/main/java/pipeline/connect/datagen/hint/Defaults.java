package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
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
    List<BigDecimal> numbers = numbers(spec.field());
    if (numbers != null)
      return Choices.even(numbers.stream().map(Choices::integral).toList(), spec);
    return Numbers.isNumber(spec.field()) ? Numbers.unhinted(spec) : Nested.unhinted(spec);
  }

  private static List<BigDecimal> numbers(Field field) {
    if (field instanceof Field.IntegerField integer) return integer.choices();
    return field instanceof Field.NumberField number ? number.choices() : null;
  }
}
