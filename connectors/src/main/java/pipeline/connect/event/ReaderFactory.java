package pipeline.connect.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Builds the readers of a contract's fields. */
final class ReaderFactory {
  private final EventContract contract;
  private final Discriminator discriminator;
  private final boolean nestedAsText;

  /** `discriminator` is null when the event is no union. */
  ReaderFactory(EventContract contract, Discriminator discriminator, boolean nestedAsText) {
    this.contract = contract;
    this.discriminator = discriminator;
    this.nestedAsText = nestedAsText;
  }

  /** The reader of a whole value whose columns are these. */
  ObjectReader top(Collection<Columns.Column> columns, int rest) {
    String[] names = columns.stream().map(Columns.Column::name).toArray(String[]::new);
    int[] slots = columns.stream().mapToInt(Columns.Column::slot).toArray();
    ValueReader[] readers =
        columns.stream()
            .map(
                column ->
                    column.name().equals(contract.by())
                        ? discriminator.reader()
                        : column(column.field()))
            .toArray(ValueReader[]::new);
    return new ObjectReader(true, names, readers, slots, rest, contract.unknownKept());
  }

  private ValueReader column(Field field) {
    return nestedAsText && StoredAs.of(field).isNested()
        ? new RawReader(reader(field))
        : reader(field);
  }

  private ValueReader reader(Field field) {
    if (field instanceof Field.StringField text) return text(text);
    if (field instanceof Field.IntegerField integer) {
      return integer.format() == Field.Format.PLAIN
          ? new IntegerReader(integer)
          : new EpochReader(integer);
    }
    if (field instanceof Field.NumberField number) {
      return number.decimals() == null ? new DoubleReader(number) : new DecimalReader(number);
    }
    if (field instanceof Field.ArrayField array)
      return new ListReader(array, reader(array.items()));
    if (field instanceof Field.ObjectField object) return object(object);
    if (field instanceof Field.MapField map)
      return new MapReader(map.required(), reader(map.values()));
    if (field instanceof Field.AnyField) return new JsonValueReader(field.required());
    return new BooleanReader(field.required());
  }

  private ValueReader text(Field.StringField field) {
    TextRules rules = new TextRules(field);
    return switch (field.format()) {
      case DATE_TIME, LOCAL_DATE_TIME, DATE -> new TimeReader(field, rules, contract.timezone());
      case EPOCH_SECONDS, EPOCH_MILLISECONDS, EPOCH_MICROSECONDS ->
          new EpochTextReader(field, rules);
      case DECIMAL -> new DecimalTextReader(field, rules);
      case DECIMAL_BASE64 -> new DecimalBase64Reader(field, rules);
      case BASE64 -> new Base64Reader(field.required(), rules);
      default -> new TextReader(field.required(), rules);
    };
  }

  private ObjectReader object(Field.ObjectField object) {
    Map<String, Field> fields = object.fields();
    ValueReader[] readers = fields.values().stream().map(this::reader).toArray(ValueReader[]::new);
    int[] slots = IntStream.range(0, readers.length).toArray();
    String[] names = List.copyOf(fields.keySet()).toArray(String[]::new);
    return new ObjectReader(
        object.required(), names, readers, slots, readers.length, contract.unknownKept());
  }
}
