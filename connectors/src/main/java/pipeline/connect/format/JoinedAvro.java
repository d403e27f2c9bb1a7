package pipeline.connect.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Blocks of several Avro files in one, copied as they are. */
final class JoinedAvro implements JoinedFile {
  private final CountingStream file;
  private final DataFileWriter<GenericRecord> writer =
      new DataFileWriter<>(new GenericDatumWriter<>());
  private List<String> header;

  JoinedAvro(OutputStream out) {
    file = new CountingStream(out);
  }

  @Override
  public boolean add(byte[] content) throws IOException {
    try (DataFileStream<GenericRecord> rows =
        new DataFileStream<>(new ByteArrayInputStream(content), new GenericDatumReader<>())) {
      if (header == null) begin(rows);
      if (!header.equals(headerOf(rows))) return false;
      writer.appendAllFrom(rows, false);
      return true;
    }
  }

  private void begin(DataFileStream<GenericRecord> rows) throws IOException {
    header = headerOf(rows);
    writer.setCodec(CodecFactory.fromString(rows.getMetaString(DataFileConstants.CODEC)));
    for (String key : rows.getMetaKeys()) {
      if (!DataFileWriter.isReservedMeta(key)) writer.setMeta(key, rows.getMeta(key));
    }
    writer.create(rows.getSchema(), file);
  }

  /** Schema, codec and what the file says of itself. */
  private static List<String> headerOf(DataFileStream<GenericRecord> rows) {
    List<String> header = new ArrayList<>();
    for (String key : rows.getMetaKeys()) header.add(key + " " + rows.getMetaString(key));
    header.sort(null);
    return header;
  }

  @Override
  public long bytes() {
    return file.count();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (header != null) writer.close();
    }
  }
}
