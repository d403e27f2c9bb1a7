package pipeline.mapreduce;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * The formats of input files, one constant each: how their records are read, and what maps them.
 */
enum InputFiles {
  @JsonProperty("json")
  JSON(LinesInputFormat.class, GroupMapper.OfJson.class, false),
  @JsonProperty("parquet")
  PARQUET(ParquetInputFormat.class, GroupMapper.OfFields.class, true),
  @JsonProperty("avro")
  AVRO(AvroInputFormat.class, GroupMapper.OfFields.class, true),
  @JsonProperty("text")
  TEXT(LinesInputFormat.class, WordMapper.class, false);

  private final Class<? extends InputFormat<?, ?>> input;
  private final Class<? extends Mapper<?, ?, ?, ?>> mapper;
  private final boolean bringsJars;

  InputFiles(
      Class<? extends InputFormat<?, ?>> input,
      Class<? extends Mapper<?, ?, ?, ?>> mapper,
      boolean bringsJars) {
    this.input = input;
    this.mapper = mapper;
    this.bringsJars = bringsJars;
  }

  Class<? extends InputFormat<?, ?>> input() {
    return input;
  }

  Class<? extends Mapper<?, ?, ?, ?>> mapper() {
    return mapper;
  }

  /** Whether reading them takes jars that a cluster does not have of its own. */
  boolean bringsJars() {
    return bringsJars;
  }
}
