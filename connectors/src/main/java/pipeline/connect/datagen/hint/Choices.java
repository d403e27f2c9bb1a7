package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pipeline.connect.datagen.value.Choice;
import pipeline.connect.datagen.value.Constant;
import pipeline.connect.datagen.value.JsonBuffer;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** Values out of a given list: {@code constant}, {@code choice}, enums, booleans. */
final class Choices {
  private Choices() {}

  static Value constant(ValueSpec spec) {
    spec.hint().allow("constant", "present");
    Hint value = spec.hint().member("constant");
    Constraints.check(spec.field(), value);
    return constantOf(value.json());
  }

  /** A list, all alike, or a mapping from value to weight. */
  static Value choice(ValueSpec spec) {
    spec.hint().allow("choice", "present");
    Hint choice = spec.hint().member("choice");
    if (choice.json().isEmpty()) throw choice.wrong("it has no values");
    List<JsonNode> options = new ArrayList<>();
    double[] weights = new double[choice.json().size()];
    if (choice.json().isArray()) {
      choice.json().forEach(options::add);
      Arrays.fill(weights, 1);
    } else {
      choice
          .json()
          .properties()
          .forEach(
              option -> {
                Hint weighted = choice.member(option.getKey());
                weights[options.size()] = weighted.weight();
                options.add(
                    typed(
                        spec.field(),
                        new Hint(weighted.place(), TextNode.valueOf(option.getKey()))));
              });
    }
    for (JsonNode option : options)
      Constraints.check(spec.field(), new Hint(choice.place(), option));
    return of(options, weights, spec);
  }

  static Choice of(List<? extends JsonNode> options, double[] weights, ValueSpec spec) {
    List<Constant> constants = options.stream().map(Choices::constantOf).toList();
    return new Choice(
        constants, options.stream().map(JsonNode::asText).toList(), weights, spec.draws());
  }

  static Choice even(List<? extends JsonNode> options, ValueSpec spec) {
    double[] weights = new double[options.size()];
    Arrays.fill(weights, 1);
    return of(options, weights, spec);
  }

  static Constant constantOf(JsonNode value) {
    if (!value.isTextual()) {
      byte[] json =
          (value.isNumber() ? value.decimalValue().toPlainString() : value.asText())
              .getBytes(StandardCharsets.US_ASCII);
      return new Constant(json, json);
    }
    JsonBuffer json = new JsonBuffer();
    json.escaped(value.textValue());
    byte[] text = json.copy();
    json.clear();
    json.put('"');
    json.put(text);
    json.put('"');
    return new Constant(json.copy(), text);
  }

  /** A mapping's key as the value it stands for. */
  private static JsonNode typed(Field field, Hint key) {
    String text = key.text();
    if (field instanceof Field.StringField || field instanceof Field.AnyField) return key.json();
    if (field instanceof Field.BooleanField && (text.equals("true") || text.equals("false"))) {
      return BooleanNode.valueOf(Boolean.parseBoolean(text));
    }
    try {
      return integral(new BigDecimal(text));
    } catch (NumberFormatException error) {
      throw key.wrong(text + " is no value of this field");
    }
  }

  static JsonNode integral(BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0) return DecimalNode.valueOf(number);
    return BigIntegerNode.valueOf(number.toBigInteger());
  }
}
