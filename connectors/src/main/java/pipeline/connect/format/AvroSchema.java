package pipeline.connect.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;

/** The Avro schema of a contract's columns. */
final class AvroSchema {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int DECIMAL_DIGITS = 18;

  private final EventContract contract;

  private AvroSchema(EventContract contract) {
    this.contract = contract;
  }

  /**
   * In a file of all types only the common fields can be required.
   *
   * @throws ConfigException when a field has a name that Avro does not allow
   */
  static Schema of(
      EventContract contract, List<Columns.Column> columns, String type, Coordinates coordinates) {
    AvroSchema schema = new AvroSchema(contract);
    List<Schema.Field> fields = new ArrayList<>();
    for (Columns.Column column : columns) {
      boolean always = type != null || contract.fields().containsKey(column.name());
      boolean required = column.field().required() && always;
      fields.add(schema.member(column.name(), column.field(), required, "event"));
    }
    if (contract.unknownKept()) fields.add(rest());
    if (coordinates.has(Coordinate.PARTITION))
      fields.add(plain(Coordinate.PARTITION, Schema.Type.INT));
    if (coordinates.has(Coordinate.OFFSET)) fields.add(plain(Coordinate.OFFSET, Schema.Type.LONG));
    EventContract beside = coordinates.contract();
    if (beside != null) {
      AvroSchema inner = new AvroSchema(beside);
      beside
          .fields()
          .forEach(
              (name, field) -> fields.add(inner.member(name, field, field.required(), "event")));
    }
    return Schema.createRecord("event", null, null, false, fields);
  }

  private static Schema.Field plain(Coordinate coordinate, Schema.Type type) {
    return new Schema.Field(coordinate.column(), Schema.create(type));
  }

  /** A field of a record; records inside are named by the path that leads to them. */
  private Schema.Field member(String name, Field field, boolean required, String path) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigException(
          "format",
          "avro",
          "event "
              + contract.name()
              + ": "
              + name
              + " is no name in Avro, which allows letters from A to Z, digits and _, and no digit at the start");
    }
    return optional(name, value(name, field, path), required);
  }

  private static Schema.Field optional(String name, Schema value, boolean required) {
    if (required) return new Schema.Field(name, value);
    return new Schema.Field(name, nullable(value), null, Schema.Field.NULL_DEFAULT_VALUE);
  }

  private static Schema nullable(Schema value) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), value);
  }

  private Schema value(String name, Field field, String path) {
    return switch (StoredAs.of(field)) {
      case TEXT, JSON -> Schema.create(Schema.Type.STRING);
      case BYTES -> Schema.create(Schema.Type.BYTES);
      case INTEGER -> Schema.create(Schema.Type.LONG);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case DECIMAL ->
          LogicalTypes.decimal(DECIMAL_DIGITS, StoredAs.decimals(field))
              .addToSchema(Schema.create(Schema.Type.BYTES));
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
      case MICROS -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case NANOS -> nanoseconds();
      case LIST -> Schema.createArray(item(((Field.ArrayField) field).items(), path + "." + name));
      case MAP -> Schema.createMap(item(((Field.MapField) field).values(), path + "." + name));
      case GROUP -> group(name, (Field.ObjectField) field, path);
    };
  }

  private Schema item(Field field, String path) {
    Schema value = value("item", field, path);
    return field.required() ? value : nullable(value);
  }

  private Schema group(String name, Field.ObjectField object, String path) {
    List<Schema.Field> fields = new ArrayList<>();
    object
        .fields()
        .forEach(
            (inner, field) ->
                fields.add(member(inner, field, field.required(), path + "." + name)));
    if (contract.unknownKept()) fields.add(rest());
    return Schema.createRecord(name, null, path, false, fields);
  }

  /** A logical type that this version of Avro has no class for; the name is the specification's. */
  private static Schema nanoseconds() {
    Schema schema = Schema.create(Schema.Type.LONG);
    schema.addProp("logicalType", "timestamp-nanos");
    return schema;
  }

  private static Schema.Field rest() {
    return optional(ParquetSchema.REST, Schema.create(Schema.Type.STRING), false);
  }
}
