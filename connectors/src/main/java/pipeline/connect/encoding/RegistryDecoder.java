package pipeline.connect.encoding;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import pipeline.connect.event.ContractViolation;

/** Reads values in the registry's wire format: each schema has one reader of its payloads. */
abstract class RegistryDecoder implements ValueDecoder {
  /** Reads what stands after the header. */
  interface Payload {
    byte[] json(byte[] value, int from) throws ContractViolation;
  }

  final Registry registry;
  private final Map<Integer, Payload> payloads = new HashMap<>();
  private Integer awaited;

  RegistryDecoder(Registry registry) {
    this.registry = registry;
  }

  /** How payloads of a schema are read; one that cannot be is a payload that violates always. */
  abstract Payload payload(Registry.Registered schema);

  @Override
  public final byte[] decode(byte[] value) throws ContractViolation, IOException {
    if (value == null) return null;
    int id = WireFormat.schemaId(value);
    Payload payload = payloads.get(id);
    if (payload == null) payload = learn(id);
    return payload.json(value, WireFormat.HEADER);
  }

  private Payload learn(int id) throws ContractViolation, IOException {
    awaited = id;
    Registry.Registered schema = registry.schema(id);
    Payload payload = payload(schema);
    payloads.put(id, payload);
    return payload;
  }

  @Override
  public final void await() throws IOException {
    if (awaited == null || payloads.containsKey(awaited)) return;
    try {
      learn(awaited);
    } catch (ContractViolation unknown) {
      awaited = null;
    }
  }

  static Payload violating(String why) {
    return (value, from) -> {
      throw ContractViolation.ofWhole(why);
    };
  }
}
