package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.datagen.value.Choice;
import pipeline.connect.datagen.value.EventMaker;
import pipeline.connect.datagen.value.ObjectValue;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;

/** Makes the maker of a topic's events out of their contract and the source's hints. */
public final class EventCompiler {
  private final EventContract contract;
  private final FieldHints hints;
  private final TypeWeights weights;
  private final Scope common;

  private EventCompiler(EventContract contract, FieldHints hints, TypeWeights weights) {
    this.contract = contract;
    this.hints = hints;
    this.weights = weights;
    this.common = new Scope(hints, contract.fields(), contract.timezone());
  }

  /**
   * @param hints as they hold for the topic
   * @param key name of the field that becomes the record's key, or null
   * @throws ConfigException naming the hint that is wrong
   */
  public static EventMaker compile(
      EventContract contract, FieldHints hints, TypeWeights weights, String key) {
    return new EventCompiler(contract, hints, weights).maker(key);
  }

  private EventMaker maker(String key) {
    Choice type = contract.by() == null ? null : discriminator();
    List<ObjectValue> shapes = new ArrayList<>();
    if (type == null) shapes.add(new ObjectValue(members(common)));
    else type.cases().forEach(name -> shapes.add(shape(name)));
    contract
        .types()
        .forEach((name, fields) -> fields.keySet().forEach(field -> hints.of(name, field)));
    return new EventMaker(type, shapes, key == null ? null : keyValue(key));
  }

  private Choice discriminator() {
    Map<String, Double> drawn = weights.of(contract);
    ValueSpec spec =
        new ValueSpec(contract.fields().get(contract.by()), contract.by(), null, common);
    if (common.hintOf(contract.by()) != null) {
      throw new ConfigException(
          "fields."
              + contract.by()
              + ": this field tells the types apart; give their weights under types");
    }
    List<TextNode> names = drawn.keySet().stream().map(TextNode::valueOf).toList();
    Choice type =
        Choices.of(names, drawn.values().stream().mapToDouble(Double::doubleValue).toArray(), spec);
    common.define(contract.by(), type);
    return type;
  }

  /** The members of one type, the discriminator fixed to this spelling of it. */
  private ObjectValue shape(String spelling) {
    String type = contract.aliases().getOrDefault(spelling, spelling);
    Value fixed = Choices.constantOf(TextNode.valueOf(spelling));
    List<ObjectValue.Member> members = new ArrayList<>();
    for (String name : contract.fields().keySet()) {
      members.add(
          name.equals(contract.by())
              ? member(common, name, fixed)
              : member(common, name, common.value(name)));
    }
    members.addAll(members(common.inner(type, contract.types().get(type))));
    return new ObjectValue(members);
  }

  private static List<ObjectValue.Member> members(Scope scope) {
    return scope.fields().keySet().stream()
        .map(name -> member(scope, name, scope.value(name)))
        .toList();
  }

  private static ObjectValue.Member member(Scope scope, String name, Value value) {
    return Members.of(
        name, new ValueSpec(scope.fields().get(name), name, scope.hintOf(name), scope), value);
  }

  private Value keyValue(String key) {
    Field field = contract.fields().get(key);
    if (field == null || !field.required() || !StoredAs.of(field).isSingle()) {
      throw new ConfigException(
          "key " + key + ": it must be a field that every event has, and no list or object");
    }
    return common.value(key);
  }
}
