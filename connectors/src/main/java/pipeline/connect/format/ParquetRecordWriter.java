package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import pipeline.connect.event.Row;

/** One Parquet file being written. */
final class ParquetRecordWriter implements RecordFileWriter {
  private static final ParquetConfiguration PLAIN = new PlainParquetConfiguration();

  /** What an empty column takes; OpenWritersBenchmark measures it. */
  private static final long PER_COLUMN = 18 << 10;

  private final CountingStream file;
  private final RowWriteSupport support;
  private final ParquetWriter<Row> writer;
  private long records;
  private boolean closed;

  ParquetRecordWriter(
      OutputStream out, RowWriteSupport support, CompressionCodecName compression, long rowGroup)
      throws IOException {
    this.support = support;
    file = new CountingStream(out);
    Builder builder =
        new Builder(new StreamFile(file), support)
            .withConf(PLAIN)
            .withCompressionCodec(compression)
            .withCodecFactory(new PageCompression())
            .withRowGroupSize(rowGroup)
            .withSizeStatisticsEnabled(false)
            .withDictionaryEncoding(true);
    support.hardlyRepeated().forEach(column -> builder.withDictionaryEncoding(column, false));
    writer = builder.build();
  }

  @Override
  public void write(Row row, int partition, long offset) throws IOException {
    support.at(partition, offset);
    try {
      writer.write(row);
    } catch (RuntimeException failure) {
      throw storeFailure(failure);
    }
    records++;
  }

  @Override
  public long bytes() {
    return closed ? file.count() : writer.getDataSize();
  }

  @Override
  public long memory() {
    return support.columns() * PER_COLUMN;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    try (file) {
      writer.close();
    } catch (RuntimeException failure) {
      throw storeFailure(failure);
    }
  }

  /**
   * Parquet wraps what the store throws; only so unwrapped is it an outage, and not the end of the
   * task.
   */
  private static IOException storeFailure(RuntimeException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException known) return known;
    }
    throw failure;
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final RowWriteSupport support;

    Builder(OutputFile file, RowWriteSupport support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }
}
