package pipeline.connect.format;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.NANOS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.mapType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REPEATED;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;

/** The Parquet schema of a contract's columns. */
final class ParquetSchema {
  static final String REST = "_rest";

  private final boolean restKept;

  private ParquetSchema(boolean restKept) {
    this.restKept = restKept;
  }

  /** In a file of all types only the common fields can be required. */
  static MessageType of(
      EventContract contract, List<Columns.Column> columns, String type, Coordinates coordinates) {
    ParquetSchema schema = new ParquetSchema(contract.unknownKept());
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Columns.Column column : columns) {
      boolean always = type != null || contract.fields().containsKey(column.name());
      Repetition repetition = column.field().required() && always ? REQUIRED : OPTIONAL;
      message.addField(schema.field(column.name(), column.field(), repetition));
    }
    if (schema.restKept) message.addField(rest());
    if (coordinates.has(Coordinate.PARTITION))
      message.addField(Types.required(INT32).named(Coordinate.PARTITION.column()));
    if (coordinates.has(Coordinate.OFFSET))
      message.addField(Types.required(INT64).named(Coordinate.OFFSET.column()));
    EventContract beside = coordinates.contract();
    if (beside == null) return message.named("event");
    ParquetSchema plain = new ParquetSchema(false);
    beside
        .fields()
        .forEach((name, field) -> message.addField(plain.field(name, field, repetition(field))));
    return message.named("event");
  }

  private Type field(String name, Field field, Repetition repetition) {
    return switch (StoredAs.of(field)) {
      case TEXT, JSON -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
      case BYTES -> Types.primitive(BINARY, repetition).named(name);
      case INTEGER -> Types.primitive(INT64, repetition).named(name);
      case DOUBLE -> Types.primitive(DOUBLE, repetition).named(name);
      case DECIMAL ->
          Types.primitive(INT64, repetition)
              .as(decimalType(StoredAs.decimals(field), 18))
              .named(name);
      case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
      case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(name);
      case MICROS -> time(name, MICROS, repetition);
      case NANOS -> time(name, NANOS, repetition);
      case LIST -> list(name, (Field.ArrayField) field, repetition);
      case MAP -> map(name, (Field.MapField) field, repetition);
      case GROUP -> group(name, (Field.ObjectField) field, repetition);
    };
  }

  private static Type time(
      String name, LogicalTypeAnnotation.TimeUnit unit, Repetition repetition) {
    return Types.primitive(INT64, repetition).as(timestampType(true, unit)).named(name);
  }

  private GroupType map(String name, Field.MapField map, Repetition repetition) {
    return Types.buildGroup(repetition)
        .as(mapType())
        .addField(
            Types.buildGroup(REPEATED)
                .addField(Types.required(BINARY).as(stringType()).named("key"))
                .addField(field("value", map.values(), repetition(map.values())))
                .named("key_value"))
        .named(name);
  }

  private GroupType list(String name, Field.ArrayField array, Repetition repetition) {
    Type element = field("element", array.items(), repetition(array.items()));
    return Types.buildGroup(repetition)
        .as(listType())
        .addField(Types.buildGroup(REPEATED).addField(element).named("list"))
        .named(name);
  }

  private GroupType group(String name, Field.ObjectField object, Repetition repetition) {
    Types.GroupBuilder<GroupType> group = Types.buildGroup(repetition);
    object
        .fields()
        .forEach((inner, field) -> group.addField(field(inner, field, repetition(field))));
    if (restKept) group.addField(rest());
    return group.named(name);
  }

  private static Repetition repetition(Field field) {
    return field.required() ? REQUIRED : OPTIONAL;
  }

  private static Type rest() {
    return Types.optional(BINARY).as(stringType()).named(REST);
  }
}
