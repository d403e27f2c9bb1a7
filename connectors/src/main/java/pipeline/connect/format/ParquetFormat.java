package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;

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

  private final EventContract contract;
  private final Columns columns;
  private final CompressionCodecName compression;
  private final boolean coordinates;
  private final long rowGroup;

  /**
   * @param compression SNAPPY, ZSTD or UNCOMPRESSED
   * @param coordinates whether files carry `kafka_partition` and `kafka_offset`
   * @param rowGroup bytes of a row group
   */
  public ParquetFormat(
      EventContract contract,
      CompressionCodecName compression,
      boolean coordinates,
      long rowGroup) {
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
    List<Columns.Column> written = List.copyOf(columnsOf(type));
    MessageType schema = ParquetSchema.of(contract, written, type, coordinates);
    int rest = contract.unknownKept() ? columns.rest() : -1;
    RowWriteSupport support =
        new RowWriteSupport(schema, written, rest, coordinates, description(contract));
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

  private Collection<Columns.Column> columnsOf(String type) {
    return type == null ? columns.together() : columns.of(type);
  }
}
