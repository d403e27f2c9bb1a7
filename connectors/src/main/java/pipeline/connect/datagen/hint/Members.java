package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.TextNode;
import pipeline.connect.datagen.value.JsonBuffer;
import pipeline.connect.datagen.value.ObjectValue;
import pipeline.connect.datagen.value.Value;

/** Members of objects, and how often those that are optional are there. */
final class Members {
  private static final double USUALLY = 0.5;

  private Members() {}

  static ObjectValue.Member of(String name, ValueSpec spec, Value value) {
    Hint hint = spec.hint();
    boolean said = hint != null && hint.has("present");
    if (said && spec.field().required())
      throw hint.member("present").wrong("the contract demands this field always");
    double presence =
        said ? hint.member("present").number(0, 1) : spec.field().required() ? 1 : USUALLY;
    JsonBuffer key = new JsonBuffer();
    key.put(Choices.constantOf(TextNode.valueOf(name)).json());
    key.put(':');
    return new ObjectValue.Member(key.copy(), value, presence, spec.draws("present"));
  }
}
