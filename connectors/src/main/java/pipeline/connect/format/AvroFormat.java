package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.kafka.common.config.ConfigException;
import pipeline.connect.event.Columns;
import pipeline.connect.event.EventContract;

/**
 * Avro's object container files: the columns of docs/event-contract.md as fields of records. A
 * block of 64 KiB is all that an open file holds in memory. The header names the writer and the
 * contract's digest.
 */
final class AvroFormat implements FileFormat {
  private static final int DEFLATE_LEVEL = 6;
  private static final int ZSTD_LEVEL = 3;

  private final EventContract contract;
  private final Columns columns;
  private final CodecFactory codec;
  private final Coordinates coordinates;
  private final Map<String, String> header;

  /**
   * @throws IllegalArgumentException when the types of a union do not fit into one schema
   * @throws ConfigException when a field has a name that Avro does not allow
   */
  AvroFormat(StoredFormat.Options options) {
    contract = options.contract();
    columns = new Columns(contract);
    codec = codec(options.compression());
    coordinates = options.coordinates();
    header = ParquetFormat.description(contract);
    if (options.byType()) contract.types().keySet().forEach(this::schema);
    else schema(null);
  }

  private static CodecFactory codec(String compression) {
    return switch (compression) {
      case "none" -> CodecFactory.nullCodec();
      case "deflate" -> CodecFactory.deflateCodec(DEFLATE_LEVEL);
      case "snappy" -> CodecFactory.snappyCodec();
      case "zstd" -> CodecFactory.zstandardCodec(ZSTD_LEVEL);
      default -> throw new IllegalArgumentException("Avro has no compression " + compression);
    };
  }

  @Override
  public String extension() {
    return "avro";
  }

  @Override
  public RecordFileWriter create(OutputStream out, String type) throws IOException {
    Schema schema = schema(type);
    int rest = contract.unknownKept() ? columns.rest() : -1;
    AvroRows rows = new AvroRows(schema, written(type), rest, coordinates);
    return new AvroRecordWriter(out, rows, schema, codec, header);
  }

  private Schema schema(String type) {
    return AvroSchema.of(contract, written(type), type, coordinates);
  }

  private List<Columns.Column> written(String type) {
    Collection<Columns.Column> of = type == null ? columns.together() : columns.of(type);
    return List.copyOf(of);
  }
}
