package pipeline.connect.encoding;

import java.util.Arrays;

/** JSON text after the registry's header; the contract, not the schema, says what must be in it. */
final class JsonSchemaDecoder extends RegistryDecoder {
  JsonSchemaDecoder(Registry registry) {
    super(registry);
  }

  @Override
  Payload payload(Registry.Registered schema) {
    if (!schema.type().equals("JSON"))
      return violating("schema " + schema.id() + " is no JSON Schema but " + schema.type());
    return (value, from) -> Arrays.copyOfRange(value, from, value.length);
  }
}
