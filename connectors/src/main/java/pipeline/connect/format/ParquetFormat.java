package pipeline.connect.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.Field;
import pipeline.connect.event.StoredAs;

/**
 * Typed Parquet: the columns of docs/event-contract.md. Rows are buffered up to a row group, so
 * that memory is bounded by the row group's size times the open writers. The footer names the
 * writer and the contract's digest.
 */
public final class ParquetFormat implements FileFormat {
  /**
   * Bytes of a row group: large enough to read fast; 21 open files (seven types, three partitions)
   * hold 200 MB at most.
   */
  public static final long ROW_GROUP = 16L << 20;

  /** What the footer calls columns that stand in the names of directories. */
  private static final Map<StoredAs, String> TYPES =
      Map.of(
          StoredAs.TEXT, "text",
          StoredAs.INTEGER, "integer",
          StoredAs.DOUBLE, "double",
          StoredAs.DECIMAL, "decimal",
          StoredAs.BOOLEAN, "boolean",
          StoredAs.DATE, "date",
          StoredAs.MICROS, "time",
          StoredAs.NANOS, "nanoseconds");

  private final EventContract contract;
  private final Columns columns;
  private final CompressionCodecName compression;
  private final Coordinates coordinates;
  private final long rowGroup;
  private final Set<String> inDirectories;

  /**
   * @param compression SNAPPY, ZSTD or UNCOMPRESSED
   * @param coordinates what files carry beside the value's columns
   * @param rowGroup bytes of a row group
   */
  public ParquetFormat(
      EventContract contract,
      CompressionCodecName compression,
      Coordinates coordinates,
      long rowGroup) {
    this(contract, compression, coordinates, rowGroup, Set.of());
  }

  /**
   * @param inDirectories common fields that are left out: directories are named after them
   */
  ParquetFormat(
      EventContract contract,
      CompressionCodecName compression,
      Coordinates coordinates,
      long rowGroup,
      Set<String> inDirectories) {
    this.inDirectories = inDirectories;
    this.contract = contract;
    this.compression = compression;
    this.coordinates = coordinates;
    this.rowGroup = rowGroup;
    columns = new Columns(contract);
  }

  /**
   * Checks that files without a type can be written.
   *
   * @throws IllegalArgumentException when one name has two types
   */
  public void requireOneSchema() {
    columns.together();
  }

  @Override
  public String extension() {
    return "parquet";
  }

  @Override
  public RecordFileWriter create(OutputStream out, String type) throws IOException {
    List<Columns.Column> written =
        columnsOf(type).stream().filter(one -> !inDirectories.contains(one.name())).toList();
    MessageType schema = ParquetSchema.of(contract, written, type, coordinates);
    int rest = contract.unknownKept() ? columns.rest() : -1;
    RowWriteSupport support = new RowWriteSupport(schema, written, rest, coordinates, footer());
    return new ParquetRecordWriter(out, support, compression, rowGroup);
  }

  /** What a file of typed rows says of itself. */
  static Map<String, String> description(EventContract contract) {
    return Map.of(
        "pipeline.writer",
        "pipeline filesystem sink",
        "pipeline.event",
        contract.name(),
        "pipeline.contract",
        contract.digest());
  }

  private Map<String, String> footer() {
    Map<String, String> footer = new HashMap<>(description(contract));
    if (!inDirectories.isEmpty()) footer.put("pipeline.directories", directoryColumns());
    return footer;
  }

  /** What a reader must know of the columns that stand in the names of directories only. */
  private String directoryColumns() {
    ArrayNode columns = JsonNodeFactory.instance.arrayNode();
    for (String name : new TreeSet<>(inDirectories)) {
      Field field = contract.fields().get(name);
      StoredAs stored = StoredAs.of(field);
      ObjectNode column = columns.addObject().put("name", name);
      column.put("type", TYPES.get(stored));
      if (stored == StoredAs.DECIMAL) column.put("decimals", StoredAs.decimals(field));
    }
    return columns.toString();
  }

  private Collection<Columns.Column> columnsOf(String type) {
    return type == null ? columns.together() : columns.of(type);
  }
}
