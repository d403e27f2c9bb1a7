package pipeline.connect.jdbc.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import pipeline.connect.event.ContractViolation;

/** A record's key as text, where no contract says what it is. */
final class RawKeys {
  private RawKeys() {}

  static void encode(CopyBytes out, byte[] key) throws ContractViolation {
    if (key == null) {
      ColumnEncoder.nothing(out);
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key));
      ColumnEncoder.text(out, key, 0, key.length);
    } catch (CharacterCodingException binary) {
      throw new ContractViolation("is no text (UTF-8)").under("key");
    }
  }
}
