package pipeline.connect.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import pipeline.connect.event.EventContract;

/** The formats of stored files, one constant each: everything that the sink knows about it. */
public enum StoredFormat {
  JSON("one value per line as it came", false, "none", "gzip", "zstd") {
    @Override
    public FileFormat files(Options options) {
      return new JsonLinesFormat(
          LineCompression.valueOf(options.compression().toUpperCase(Locale.ROOT)));
    }

    @Override
    JoinedFile join(OutputStream out, String extension, String compression) throws IOException {
      return new JoinedLines(out, LineCompression.of(extension));
    }
  },
  PARQUET("typed columns; every topic needs an event contract", true, "snappy", "none", "zstd") {
    @Override
    public FileFormat files(Options options) {
      ParquetFormat format =
          new ParquetFormat(
              options.contract(),
              codec(options.compression()),
              options.coordinates(),
              ParquetFormat.ROW_GROUP,
              options.inDirectories());
      if (!options.byType()) format.requireOneSchema();
      return format;
    }

    @Override
    JoinedFile join(OutputStream out, String extension, String compression) {
      return new JoinedParquet(out, codec(compression));
    }

    @Override
    public boolean leavesOut() {
      return true;
    }
  },
  AVRO(
      "typed records in object container files; every topic needs an event contract",
      true,
      "snappy",
      "none",
      "deflate",
      "zstd") {
    @Override
    public FileFormat files(Options options) {
      return new AvroFormat(options);
    }

    @Override
    JoinedFile join(OutputStream out, String extension, String compression) {
      return new JoinedAvro(out);
    }
  };

  /**
   * What the settings say about one topic's files.
   *
   * @param contract of the topic's events; null where there is none
   * @param compression one of {@link #compressions}
   * @param coordinates what typed rows carry beside the value's columns
   * @param byType whether each type of a union has files of its own
   * @param inDirectories common fields that typed rows leave out: directories are named after them
   */
  public record Options(
      EventContract contract,
      String compression,
      Coordinates coordinates,
      boolean byType,
      Set<String> inDirectories) {
    public Options(
        EventContract contract, String compression, Coordinates coordinates, boolean byType) {
      this(contract, compression, coordinates, byType, Set.of());
    }
  }

  private final String description;
  private final boolean needsContract;
  private final List<String> compressions;

  StoredFormat(String description, boolean needsContract, String... compressions) {
    this.description = description;
    this.needsContract = needsContract;
    this.compressions = List.of(compressions);
  }

  /** The word of the configuration: `json`, `parquet`. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every word, in the order of the constants. */
  public static String[] words() {
    return Arrays.stream(values()).map(StoredFormat::word).toArray(String[]::new);
  }

  /**
   * @throws IllegalArgumentException when no format has this word
   */
  public static StoredFormat of(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no format " + word));
  }

  /** What can be asked for; the first is used unless something is. */
  public List<String> compressions() {
    return compressions;
  }

  /** Whether files may leave out columns that directories are named after. */
  public boolean leavesOut() {
    return false;
  }

  /** Whether rows are typed by a contract, which every topic then must have. */
  public boolean needsContract() {
    return needsContract;
  }

  /**
   * How the files of one topic are written.
   *
   * @throws IllegalArgumentException when the types of a union do not fit into one schema
   */
  public abstract FileFormat files(Options options);

  /** Starts a file that takes the rows of others of this format. */
  abstract JoinedFile join(OutputStream out, String extension, String compression)
      throws IOException;

  /**
   * Starts a file that takes the rows of others.
   *
   * @param extension of them all
   * @param compression of this format, where a file can be compressed in several ways and does not
   *     say so in its name
   */
  public JoinedFile joined(OutputStream out, String extension, String compression)
      throws IOException {
    StoredFormat format = ofExtension(extension);
    return format.join(out, extension, format == this ? compression : format.compressions.get(0));
  }

  private static StoredFormat ofExtension(String extension) {
    int end = extension.indexOf('.');
    return of(end < 0 ? extension : extension.substring(0, end));
  }

  private static CompressionCodecName codec(String compression) {
    return compression.equals("none")
        ? CompressionCodecName.UNCOMPRESSED
        : CompressionCodecName.fromConf(compression);
  }

  /** What every format holds, in one sentence each, for the connector's documentation. */
  public static String descriptions() {
    return sentences(format -> format.description);
  }

  /** What every format can be compressed with, in one sentence each. */
  public static String compressionsOfAll() {
    return sentences(
        format -> {
          int last = format.compressions.size() - 1;
          String first = format.compressions.get(0) + " (default)";
          List<String> between = format.compressions.subList(1, last);
          return Stream.concat(Stream.of(first), between.stream()).collect(Collectors.joining(", "))
              + " or "
              + format.compressions.get(last);
        });
  }

  private static String sentences(Function<StoredFormat, String> about) {
    return Arrays.stream(values())
        .map(format -> format.word() + ": " + about.apply(format) + ".")
        .collect(Collectors.joining(" "));
  }
}
