package pipeline.connect.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads a Parquet file in memory with Parquet's own example reader, in the notation of the vectors.
 */
public final class ParquetRows {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ParquetRows() {}

  static ParquetMetadata footer(byte[] file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new MemoryFile(file))) {
      return reader.getFooter();
    }
  }

  public static List<ObjectNode> read(byte[] file) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(new MemoryFile(file))) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            columns.getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) rows.add(object(records.read(), schema));
      }
    }
    return rows;
  }

  private static ObjectNode object(Group group, GroupType schema) {
    ObjectNode object = JSON.objectNode();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      if (group.getFieldRepetitionCount(i) > 0)
        object.set(schema.getFieldName(i), value(group, i, schema.getType(i)));
    }
    return object;
  }

  private static JsonNode value(Group group, int index, Type type) {
    if (type.isPrimitive()) {
      return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
        case BINARY ->
            type.getLogicalTypeAnnotation() == null
                ? JSON.textNode(
                    Base64.getEncoder().encodeToString(group.getBinary(index, 0).getBytes()))
                : JSON.textNode(group.getString(index, 0));
        case INT64 -> JSON.textNode(Long.toString(group.getLong(index, 0)));
        case INT32 -> JSON.textNode(Integer.toString(group.getInteger(index, 0)));
        case DOUBLE -> JSON.numberNode(group.getDouble(index, 0));
        case BOOLEAN -> JSON.booleanNode(group.getBoolean(index, 0));
        default -> throw new IllegalArgumentException(type.toString());
      };
    }
    Group inner = group.getGroup(index, 0);
    if (type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
      return map(inner, type.asGroupType().getType(0).asGroupType());
    }
    if (!(type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation)) {
      return object(inner, type.asGroupType());
    }
    ArrayNode items = JSON.arrayNode();
    Type element = type.asGroupType().getType(0).asGroupType().getType(0);
    for (int i = 0; i < inner.getFieldRepetitionCount(0); i++) {
      Group item = inner.getGroup(0, i);
      items.add(item.getFieldRepetitionCount(0) == 0 ? JSON.nullNode() : value(item, 0, element));
    }
    return items;
  }

  private static ObjectNode map(Group entries, GroupType entry) {
    ObjectNode object = JSON.objectNode();
    for (int i = 0; i < entries.getFieldRepetitionCount(0); i++) {
      Group one = entries.getGroup(0, i);
      boolean absent = one.getFieldRepetitionCount(1) == 0;
      object.set(one.getString(0, 0), absent ? JSON.nullNode() : value(one, 1, entry.getType(1)));
    }
    return object;
  }
}
