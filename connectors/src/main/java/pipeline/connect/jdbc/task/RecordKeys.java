package pipeline.connect.jdbc.task;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pipeline.connect.event.ContractViolation;
import pipeline.connect.event.EventContract;
import pipeline.connect.event.EventReader;
import pipeline.connect.event.Field;
import pipeline.connect.event.Row;

/**
 * Reads which row a tombstone deletes from the record's key: a JSON object that has the fields of
 * the key, or, for a key of one field, its value alone: a text as it is, anything else as JSON.
 * Where schemas stand beside what they describe, the object is in `payload`.
 */
final class RecordKeys {
  private static final String ENVELOPE =
      "{\"fields\":{\"payload\":{\"fields\":{},\"required\":true,\"type\":\"object\"}},"
          + "\"name\":\"key\",\"unknown\":\"keep\"}";

  private final EventReader reader;
  private final Row row;
  private final String single;
  private final boolean text;

  private final JsonParts envelope;

  /**
   * @param wrapped whether keys of records stand in an envelope of schema and payload
   */
  RecordKeys(EventContract contract, List<String> fields, boolean wrapped) {
    EventContract key = contract.only(fields);
    envelope = wrapped ? new JsonParts(EventContract.parse(ENVELOPE)) : null;
    reader = EventReader.of(key);
    row = reader.newRow();
    single = fields.size() == 1 ? fields.get(0) : null;
    text = single != null && key.fields().get(single) instanceof Field.StringField;
  }

  /**
   * @return a row whose slots are the fields of the key, in their order
   */
  Row read(byte[] key) throws ContractViolation {
    if (key == null) throw problem("no value and no key: nothing says which row to delete");
    try {
      return of(object(envelope == null ? key : payload(key)));
    } catch (ContractViolation violation) {
      throw problem("a tombstone whose key is not that of a row: " + violation.getMessage());
    }
  }

  private byte[] payload(byte[] key) throws ContractViolation {
    envelope.read(key);
    return envelope.json(EventContract.PAYLOAD);
  }

  /** The same of an object that has the fields of the key. */
  Row of(byte[] object) throws ContractViolation {
    reader.read(object, row);
    return row;
  }

  private byte[] object(byte[] key) throws ContractViolation {
    if (single == null || isObject(key)) return key;
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write('{');
    quote(single, object);
    object.write(':');
    if (text) quote(decoded(key), object);
    else object.writeBytes(key);
    object.write('}');
    return object.toByteArray();
  }

  /** Only JSON begins with a brace that a text's key does not: such a text is read as JSON too. */
  private static boolean isObject(byte[] key) {
    return key.length > 1 && key[0] == '{' && key[key.length - 1] == '}';
  }

  private static void quote(String plain, ByteArrayOutputStream out) {
    out.write('"');
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(plain));
    out.write('"');
  }

  private static String decoded(byte[] key) throws ContractViolation {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException binary) {
      throw problem("it is no text (UTF-8)");
    }
  }

  private static ContractViolation problem(String what) {
    return ContractViolation.ofWhole(what);
  }
}
