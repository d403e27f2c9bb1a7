package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;
import pipeline.connect.event.Row;

/** One Avro file being written. */
final class AvroRecordWriter implements RecordFileWriter {
  private final CountingStream file;
  private final AvroRows rows;
  private final DataFileWriter<Row> writer;
  private long records;

  AvroRecordWriter(
      OutputStream out,
      AvroRows rows,
      Schema schema,
      CodecFactory codec,
      Map<String, String> header)
      throws IOException {
    this.rows = rows;
    file = new CountingStream(out);
    writer = new DataFileWriter<>(rows);
    writer.setCodec(codec);
    header.forEach(writer::setMeta);
    writer.create(schema, file);
  }

  @Override
  public void write(Row row, int partition, long offset) throws IOException {
    rows.at(partition, offset);
    writer.append(row);
    records++;
  }

  /** Without the block that is being filled. */
  @Override
  public long bytes() {
    return file.count();
  }

  /** The block that is being filled, and what it is packed into. */
  @Override
  public long memory() {
    return 2L * DataFileConstants.DEFAULT_SYNC_INTERVAL;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      writer.close();
    }
  }
}
