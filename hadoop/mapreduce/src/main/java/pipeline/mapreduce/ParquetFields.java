package pipeline.mapreduce;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** A record of a Parquet file, with the columns that only its directories hold. */
record ParquetFields(Group group, DirectoryValues directories) implements Fields {
  @Override
  public Object value(String name) throws UnreadableRecord {
    if (directories.has(name)) {
      return directories.value(name);
    }
    if (!group.getType().containsField(name) || group.getFieldRepetitionCount(name) == 0) {
      return null;
    }
    Type type = group.getType().getType(name);
    if (!type.isPrimitive() || group.getFieldRepetitionCount(name) > 1) {
      throw new UnreadableRecord(name + " is a list or an object");
    }
    return primitive(name, type.asPrimitiveType());
  }

  private Object primitive(String name, PrimitiveType type) throws UnreadableRecord {
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
      case DOUBLE -> Fields.number(name, group.getDouble(name, 0));
      case FLOAT -> Fields.number(name, group.getFloat(name, 0));
      default -> throw new UnreadableRecord(name + " is neither text, number nor truth value");
    };
  }
}
