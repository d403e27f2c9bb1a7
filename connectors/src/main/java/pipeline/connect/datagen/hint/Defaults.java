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

  static Value of(Wanted wanted) {
    if (wanted.field() instanceof Field.BooleanField) {
      return Choices.even(List.of(BooleanNode.FALSE, BooleanNode.TRUE), wanted);
    }
    if (wanted.field() instanceof Field.StringField text) {
      if (text.choices() == null) return Texts.unhinted(wanted, text);
      return Choices.even(text.choices().stream().map(TextNode::valueOf).toList(), wanted);
    }
    List<BigDecimal> numbers = numbers(wanted.field());
    if (numbers != null)
      return Choices.even(numbers.stream().map(Choices::integral).toList(), wanted);
    return Numbers.isNumber(wanted.field()) ? Numbers.unhinted(wanted) : Nested.unhinted(wanted);
  }

  private static List<BigDecimal> numbers(Field field) {
    if (field instanceof Field.IntegerField integer) return integer.choices();
    return field instanceof Field.NumberField number ? number.choices() : null;
  }
}
