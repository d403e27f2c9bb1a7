package pipeline.mapreduce;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Reads rows out of Parquet records; a column that a file does not have is null in all of its rows.
 */
final class ParquetRows implements Rows<Group> {
  private final Grouping grouping;

  ParquetRows(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Row take(Group group) throws UnreadableRecord {
    Object key = value(group, grouping.by());
    Object type = grouping.typeField() == null ? null : value(group, grouping.typeField());
    Object amount = grouping.sum() == null ? null : value(group, grouping.sum());
    if (amount != null && !(amount instanceof BigDecimal)) {
      throw new UnreadableRecord("an amount that is no number");
    }
    return Rows.row(
        grouping, keyText(key), type instanceof String text ? text : null, (BigDecimal) amount);
  }

  private static String keyText(Object key) {
    if (key == null) {
      return Row.NO_KEY;
    }
    if (key instanceof BigDecimal number) {
      return Row.numberKey(number);
    }
    return key instanceof String text ? JsonRows.text(text) : key.toString();
  }

  /** A column's value as String, BigDecimal or Boolean; null where the row has none. */
  private static Object value(Group group, String name) throws UnreadableRecord {
    if (!group.getType().containsField(name) || group.getFieldRepetitionCount(name) == 0) {
      return null;
    }
    Type type = group.getType().getType(name);
    if (!type.isPrimitive() || group.getFieldRepetitionCount(name) > 1) {
      throw new UnreadableRecord(name + " is a list or an object");
    }
    return primitive(group, name, type.asPrimitiveType());
  }

  private static Object primitive(Group group, String name, PrimitiveType type)
      throws UnreadableRecord {
    PrimitiveTypeName stored = type.getPrimitiveTypeName();
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      BigInteger unscaled =
          switch (stored) {
            case INT32 -> BigInteger.valueOf(group.getInteger(name, 0));
            case INT64 -> BigInteger.valueOf(group.getLong(name, 0));
            default -> new BigInteger(group.getBinary(name, 0).getBytes());
          };
      return new BigDecimal(unscaled, decimal.getScale());
    }
    if (type.getLogicalTypeAnnotation() instanceof StringLogicalTypeAnnotation) {
      return group.getString(name, 0);
    }
    return switch (stored) {
      case BOOLEAN -> group.getBoolean(name, 0);
      case INT32 -> BigDecimal.valueOf(group.getInteger(name, 0));
      case INT64 -> BigDecimal.valueOf(group.getLong(name, 0));
      case DOUBLE -> finite(name, group.getDouble(name, 0));
      case FLOAT -> finite(name, group.getFloat(name, 0));
      default -> throw new UnreadableRecord(name + " is neither text, number nor truth value");
    };
  }

  private static BigDecimal finite(String name, double value) throws UnreadableRecord {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new UnreadableRecord(name + " is no number");
    }
    return BigDecimal.valueOf(value);
  }
}
