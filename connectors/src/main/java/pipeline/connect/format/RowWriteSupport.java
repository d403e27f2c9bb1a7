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
import pipeline.connect.event.Row;

/**
 * Writes rows into a schema's columns, followed by the undeclared members and the record's place.
 */
final class RowWriteSupport extends WriteSupport<Row> {
  private final MessageType schema;
  private final Map<String, String> footer;
  private final boolean coordinates;
  private final String[] names;
  private final int[] slots;
  private final ColumnWriter[] writers;
  private RecordConsumer out;
  private int partition;
  private long offset;

  /** `rest` is the slot of the undeclared members, or -1 when there are none. */
  RowWriteSupport(
      MessageType schema,
      List<Columns.Column> columns,
      int rest,
      boolean coordinates,
      Map<String, String> footer) {
    this.schema = schema;
    this.coordinates = coordinates;
    this.footer = footer;
    int count = columns.size() + (rest < 0 ? 0 : 1);
    names = new String[count];
    slots = new int[count];
    writers = new ColumnWriter[count];
    for (int i = 0; i < columns.size(); i++) {
      set(
          i,
          columns.get(i).name(),
          columns.get(i).slot(),
          ColumnWriter.of(columns.get(i).field(), rest >= 0));
    }
    if (rest >= 0) set(count - 1, ParquetSchema.REST, rest, new RestWriter());
  }

  private void set(int index, String name, int slot, ColumnWriter writer) {
    names[index] = name;
    slots[index] = slot;
    writers[index] = writer;
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
    for (int i = 0; i < names.length; i++) {
      if (!row.has(slots[i])) continue;
      out.startField(names[i], i);
      writers[i].write(row, slots[i], out);
      out.endField(names[i], i);
    }
    if (coordinates) writeCoordinates();
    out.endMessage();
  }

  private void writeCoordinates() {
    int index = names.length;
    out.startField("kafka_partition", index);
    out.addInteger(partition);
    out.endField("kafka_partition", index);
    out.startField("kafka_offset", index + 1);
    out.addLong(offset);
    out.endField("kafka_offset", index + 1);
  }
}
