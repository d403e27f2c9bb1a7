package pipeline.connect.encoding;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.Encoding;
import pipeline.connect.event.EventContract;

/**
 * Makes plain keys of those that name a schema of the registry: a text as it is, anything else as
 * JSON. Others stay as they are.
 */
public final class KeyDecoder {
  private static final JsonMapper JSON = new JsonMapper();

  private final ValueDecoder decoder;

  private KeyDecoder(ValueDecoder decoder) {
    this.decoder = decoder;
  }

  /** Keys are written in the format of their topic's values. */
  public static KeyDecoder of(EventContract contract, Registry registry) {
    Encoding values = contract == null ? null : contract.encoding();
    if (values == null) return new KeyDecoder(null);
    Encoding keys = new Encoding(values.format(), null, null, null);
    return new KeyDecoder(TopicEncoding.of(values.format(), registry).decoder(keys, registry));
  }

  /**
   * @throws ContractViolation when the key is none of the schema that it names
   * @throws RegistryAway when that cannot be had now
   */
  public byte[] decode(byte[] key) throws ContractViolation, IOException {
    boolean named = key != null && key.length >= WireFormat.HEADER && key[0] == 0;
    if (decoder == null || !named) return key;
    byte[] json = decoder.decode(key);
    if (json.length == 0 || json[0] != '"') return json;
    return JSON.readTree(json).textValue().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Asks again for what could not be had.
   *
   * @throws RegistryAway when it still cannot
   */
  public void await() throws IOException {
    if (decoder != null) decoder.await();
  }
}
