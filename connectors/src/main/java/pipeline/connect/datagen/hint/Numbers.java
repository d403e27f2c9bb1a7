package pipeline.connect.datagen.hint;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import pipeline.connect.datagen.value.NumberedText;
import pipeline.connect.datagen.value.Quoted;
import pipeline.connect.datagen.value.Sequence;
import pipeline.connect.datagen.value.UniformNumber;
import pipeline.connect.datagen.value.Value;
import pipeline.connect.event.Field;

/** Numbers: {@code range}, {@code sequence}, and what the contract's limits leave. */
final class Numbers {
  /** Digits after the point of a number whose contract names none. */
  private static final int DECIMALS = 3;

  private static final BigDecimal SPAN = BigDecimal.valueOf(1000);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 60);

  private Numbers() {}

  static Value range(ValueSpec spec) {
    spec.hint().allow("range", "present");
    return between(spec, spec.hint().member("range"));
  }

  /** {@code [lowest, highest]}. */
  static Value between(ValueSpec spec, Hint range) {
    Field field = numeric(spec.field());
    if (!isNumber(field)) throw range.wrong("a range is for integers and numbers");
    if (!range.json().isArray()
        || range.json().size() != 2
        || !range.json().get(0).isNumber()
        || !range.json().get(1).isNumber()) {
      throw range.wrong("[lowest, highest] must stand here");
    }
    for (int end = 0; end < 2; end++) {
      BigDecimal number = range.json().get(end).decimalValue();
      Constraints.check(field, new Hint(range.place(), Choices.integral(number)));
    }
    return spread(
        spec, range, range.json().get(0).decimalValue(), range.json().get(1).decimalValue());
  }

  static Value sequence(ValueSpec spec) {
    spec.hint().allow("sequence", "step", "as", "present");
    long first = spec.hint().member("sequence").whole(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    long step =
        spec.hint().has("step")
            ? spec.hint().member("step").whole(-1_000_000_000, 1_000_000_000)
            : 1;
    NumberedText text = Catalogues.text(spec);
    Catalogues.checkNumber(spec, text, first);
    return new Sequence(first, step, text);
  }

  /** A number that only the contract limits. */
  static Value unhinted(ValueSpec spec) {
    Field field = numeric(spec.field());
    Field.Bounds bounds = bounds(field);
    BigDecimal step = BigDecimal.ONE.movePointLeft(decimals(field));
    BigDecimal lowest =
        bounds.exclusiveMinimum() != null ? bounds.exclusiveMinimum().add(step) : bounds.minimum();
    BigDecimal highest =
        bounds.exclusiveMaximum() != null
            ? bounds.exclusiveMaximum().subtract(step)
            : bounds.maximum();
    if (lowest == null) lowest = highest == null ? BigDecimal.ZERO : highest.subtract(SPAN);
    if (highest == null) highest = lowest.add(SPAN);
    return spread(
        spec, new Hint("fields." + spec.path(), DecimalNode.valueOf(lowest)), lowest, highest);
  }

  static boolean isNumber(Field field) {
    return field instanceof Field.IntegerField || field instanceof Field.NumberField;
  }

  /** The number that a text of the format decimal is; any other field as it is. */
  private static Field numeric(Field field) {
    return field instanceof Field.StringField text && text.format() == Field.Format.DECIMAL
        ? new Field.NumberField(text.required(), text.bounds(), null, text.decimals())
        : field;
  }

  private static Value spread(ValueSpec spec, Hint range, BigDecimal lowest, BigDecimal highest) {
    int decimals = decimals(numeric(spec.field()));
    BigDecimal from = lowest.movePointRight(decimals).setScale(0, RoundingMode.CEILING);
    BigDecimal to = highest.movePointRight(decimals).setScale(0, RoundingMode.FLOOR);
    if (from.compareTo(to) > 0)
      throw range.wrong("no number lies from " + lowest + " to " + highest);
    if (from.abs().compareTo(LARGEST) > 0 || to.abs().compareTo(LARGEST) > 0)
      throw range.wrong("the numbers are too large");
    Value number =
        new UniformNumber(from.longValueExact(), to.longValueExact(), decimals, spec.draws());
    return spec.field() instanceof Field.StringField ? new Quoted(number) : number;
  }

  private static int decimals(Field field) {
    if (!(field instanceof Field.NumberField number)) return 0;
    return number.decimals() == null ? DECIMALS : number.decimals();
  }

  private static Field.Bounds bounds(Field field) {
    return field instanceof Field.IntegerField integer
        ? integer.bounds()
        : ((Field.NumberField) field).bounds();
  }
}
