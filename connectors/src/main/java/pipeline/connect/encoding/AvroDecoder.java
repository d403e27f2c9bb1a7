package pipeline.connect.encoding;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Encoding;

/**
 * Avro after the registry's header, read with the writer's schema. Where the contract comes from a
 * version of a subject, the value is resolved to that: added fields have their defaults.
 */
final class AvroDecoder extends RegistryDecoder {
  /** No conversions: logical types are written by their names (AvroJson). */
  static final GenericData PLAIN = new GenericData();

  /** A broken length must not take the worker's memory. */
  private static final String LONGEST = String.valueOf(64 << 20);

  static {
    for (String what : new String[] {"string", "bytes"})
      System.setProperty("org.apache.avro.limits." + what + ".maxLength", LONGEST);
    System.setProperty("org.apache.avro.limits.collectionItems.maxLength", LONGEST);
  }

  private final Encoding encoding;
  private final Schema reader;

  AvroDecoder(Encoding encoding, Registry registry) {
    super(registry);
    this.encoding = encoding;
    try {
      reader = encoding.schema() == null ? null : parse(encoding.schema(), List.of());
    } catch (AvroRuntimeException wrong) {
      throw new IllegalArgumentException(
          "the schema of " + encoding.told() + " cannot be read: " + wrong.getMessage(), wrong);
    }
  }

  /** Types that a text refers to are known when it is parsed after theirs. */
  static Schema parse(String text, List<String> references) {
    Schema.Parser parser = new Schema.Parser();
    references.forEach(parser::parse);
    return parser.parse(text);
  }

  @Override
  Payload payload(Registry.Registered schema) {
    if (!schema.type().equals("AVRO"))
      return violating("schema " + schema.id() + " is no Avro but " + schema.type());
    Schema writer;
    try {
      writer = parse(schema.text(), schema.references());
    } catch (SchemaParseException wrong) {
      return violating("schema " + schema.id() + " cannot be read: " + wrong.getMessage());
    }
    if (reader == null) return new Values(schema.id(), writer, writer);
    String why = Misfits.of(reader, writer);
    if (why == null) return new Values(schema.id(), writer, reader);
    return violating(named(schema.id()) + " does not fit " + encoding.told() + ": " + why);
  }

  private String named(int id) {
    String versions = registry.versions(id);
    return versions.isEmpty() ? "schema " + id : versions + " (schema " + id + ")";
  }

  /** Values of one writer's schema. */
  private static final class Values implements Payload {
    private final int id;
    private final GenericDatumReader<Object> values;
    private final AvroJson json;
    private BinaryDecoder decoder;

    Values(int id, Schema writer, Schema reader) {
      this.id = id;
      values = new GenericDatumReader<>(writer, reader, PLAIN);
      json = new AvroJson(reader);
    }

    @Override
    public byte[] json(byte[] value, int from) throws ContractViolation {
      Object datum;
      try {
        decoder = DecoderFactory.get().binaryDecoder(value, from, value.length - from, decoder);
        datum = values.read(null, decoder);
        if (!decoder.isEnd()) throw violation("bytes are left over after it");
      } catch (EOFException end) {
        throw violation("it ends too early");
      } catch (IOException | RuntimeException wrong) {
        throw violation(String.valueOf(wrong.getMessage()));
      }
      return json.text(datum).getBytes(StandardCharsets.UTF_8);
    }

    private ContractViolation violation(String why) {
      return ContractViolation.ofWhole("the value is none of schema " + id + ": " + why);
    }
  }
}
