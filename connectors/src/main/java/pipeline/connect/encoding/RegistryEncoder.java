package pipeline.connect.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Encoding;

/**
 * Writes values in the registry's wire format, all with one schema: the version that the contract
 * was derived from, else the newest when the first value is written.
 */
final class RegistryEncoder implements ValueEncoder {
  /** Writes what stands after the header. */
  interface Payload {
    void write(byte[] json, ByteArrayOutputStream out) throws ContractViolation;
  }

  private final Encoding encoding;
  private final String type;
  private final Registry registry;
  private final BiFunction<String, List<String>, Payload> payloads;
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private Payload payload;
  private byte[] header;

  /**
   * @param type what the registry calls schemas of the format
   * @param payloads of a schema's text and those that it refers to; throws IllegalArgumentException
   *     for a schema that cannot be read
   */
  RegistryEncoder(
      Encoding encoding,
      String type,
      Registry registry,
      BiFunction<String, List<String>, Payload> payloads) {
    this.encoding = encoding;
    this.type = type;
    this.registry = registry;
    this.payloads = payloads;
    if (encoding.schema() != null) payload = payloads.apply(encoding.schema(), List.of());
  }

  @Override
  public byte[] encode(byte[] json) throws ContractViolation, IOException {
    if (header == null) learn();
    value.reset();
    value.writeBytes(header);
    payload.write(json, value);
    return value.toByteArray();
  }

  @Override
  public void check(byte[] json) throws ContractViolation {
    value.reset();
    if (payload != null) payload.write(json, value);
  }

  private void learn() throws IOException {
    Registry.Registered schema = registry.version(encoding.subject(), encoding.version());
    if (!schema.type().equals(type))
      throw new UnusableSubject(
          encoding.subject() + " is a schema of " + schema.type() + ", not of " + type);
    if (payload == null) {
      try {
        payload = payloads.apply(schema.text(), schema.references());
      } catch (IllegalArgumentException wrong) {
        throw new UnusableSubject(encoding.subject() + " cannot be read: " + wrong.getMessage());
      }
    }
    header = WireFormat.header(schema.id());
  }
}
