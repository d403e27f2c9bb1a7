package pipeline.connect.encoding;

import java.nio.ByteBuffer;
import pipeline.connect.event.ContractViolation;

/** What stands before a payload: a zero byte, and the schema's id as four bytes, highest first. */
final class WireFormat {
  static final int HEADER = 5;

  private WireFormat() {}

  static byte[] header(int id) {
    return ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array();
  }

  /**
   * @throws ContractViolation when the value does not begin so
   */
  static int schemaId(byte[] value) throws ContractViolation {
    if (value.length < HEADER)
      throw ContractViolation.ofWhole(
          "the value has " + value.length + " bytes: too short to name a schema");
    if (value[0] != 0)
      throw ContractViolation.ofWhole(
          "the value begins with byte "
              + (value[0] & 0xFF)
              + " instead of 0: it is not in the registry's wire format");
    return ByteBuffer.wrap(value, 1, 4).getInt();
  }
}
