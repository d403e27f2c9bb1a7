package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Rows of several Parquet files in one, in row groups of the full size: those of small files would
 * cost a reader as much as the files did.
 */
final class JoinedParquet implements JoinedFile {
  private final CountingStream file;
  private final CompressionCodecName codec;
  private MessageType schema;
  private Map<String, String> footer;
  private ParquetWriter<Group> writer;

  JoinedParquet(OutputStream out, CompressionCodecName codec) {
    this.codec = codec;
    file = new CountingStream(out);
  }

  @Override
  public boolean add(byte[] content) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new MemoryFile(content))) {
      FileMetaData found = reader.getFooter().getFileMetaData();
      if (writer == null) begin(found);
      if (!schema.equals(found.getSchema()) || !footer.equals(ownWords(found))) return false;
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> rows = columns.getRecordReader(pages, new GroupRecordConverter(schema));
        for (long row = 0; row < pages.getRowCount(); row++) writer.write(rows.read());
      }
      return true;
    }
  }

  private void begin(FileMetaData found) throws IOException {
    schema = found.getSchema();
    footer = ownWords(found);
    ExampleParquetWriter.Builder builder =
        ExampleParquetWriter.builder(new StreamFile(file))
            .withType(schema)
            .withExtraMetaData(footer)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(codec)
            .withCodecFactory(new PageCompression())
            .withRowGroupSize(ParquetFormat.ROW_GROUP)
            .withSizeStatisticsEnabled(false)
            .withDictionaryEncoding(true);
    for (Type column : schema.getFields()) {
      if (RowWriteSupport.hardlyRepeats(column))
        builder.withDictionaryEncoding(column.getName(), false);
    }
    writer = builder.build();
  }

  /** What a sink says in the footer, without what libraries add. */
  private static Map<String, String> ownWords(FileMetaData found) {
    Map<String, String> words = new HashMap<>(found.getKeyValueMetaData());
    words.keySet().removeIf(key -> !key.startsWith("pipeline."));
    return words;
  }

  @Override
  public long bytes() {
    return file.count();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (writer != null) writer.close();
    }
  }
}
