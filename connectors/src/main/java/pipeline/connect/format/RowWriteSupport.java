package pipeline.connect.format;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Row;

/**
 * Writes rows into a schema's columns, followed by the undeclared members and the record's
 * coordinates.
 */
final class RowWriteSupport extends WriteSupport<Row> {
  private final MessageType schema;
  private final Map<String, String> footer;
  private final boolean hasPartition;
  private final boolean hasOffset;
  private final RowColumns columns;
  private final RowColumns beside;
  private RecordConsumer out;
  private int partition;
  private long offset;

  /** `rest` is the slot of the undeclared members, or -1 when there are none. */
  RowWriteSupport(
      MessageType schema,
      List<Columns.Column> columns,
      int rest,
      Coordinates coordinates,
      Map<String, String> footer) {
    this.schema = schema;
    this.footer = footer;
    hasPartition = coordinates.has(Coordinate.PARTITION);
    hasOffset = coordinates.has(Coordinate.OFFSET);
    this.columns = new RowColumns(0, columns, rest);
    EventContract others = coordinates.contract();
    int first = schema.getFieldCount() - (others == null ? 0 : others.fields().size());
    beside = RowColumns.of(first, others);
  }

  /**
   * Columns whose values hardly ever repeat, so that a dictionary of them would only cost: times
   * and offsets.
   */
  List<String> hardlyRepeated() {
    return schema.getFields().stream()
        .filter(RowWriteSupport::hardlyRepeats)
        .map(Type::getName)
        .toList();
  }

  static boolean hardlyRepeats(Type column) {
    return column.getName().equals("kafka_offset")
        || column.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation;
  }

  /** Columns that hold values, those inside of others too. */
  int columns() {
    return schema.getColumns().size();
  }

  /** The place in the topic of the next row. */
  void at(int partition, long offset) {
    this.partition = partition;
    this.offset = offset;
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, footer);
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, footer);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Row row) {
    out.startMessage();
    columns.write(row, out);
    int index = columns.count();
    if (hasPartition) {
      out.startField("kafka_partition", index);
      out.addInteger(partition);
      out.endField("kafka_partition", index++);
    }
    if (hasOffset) {
      out.startField("kafka_offset", index);
      out.addLong(offset);
      out.endField("kafka_offset", index);
    }
    if (beside.count() > 0) beside.write(row.beside(), out);
    out.endMessage();
  }
}
