package pipeline.connect.filesystem.task;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Members of JSON objects that hold bytes: as text, or in base64 under a name of its own. */
final class JsonMember {
  private JsonMember() {}

  static boolean isText(byte[] bytes) {
    return text(bytes) != null;
  }

  /** The text in UTF-8; null where the bytes are none. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }

  /**
   * Writes `"NAME":null`, `"NAME":"text"`, or in base64 `"NAME+SUFFIX":"…"`; of a text only `"`,
   * `\` and control characters are escaped.
   */
  static void write(String name, String suffix, byte[] bytes, ByteArrayOutputStream out) {
    String text = bytes == null ? null : text(bytes);
    if (bytes == null) ascii("\"" + name + "\":null", out);
    else if (text == null) writeBase64(name + suffix, bytes, out);
    else writeText(name, text, out);
  }

  static void writeText(String name, String text, ByteArrayOutputStream out) {
    ascii("\"" + name + "\":\"", out);
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.write('"');
  }

  static void writeBase64(String name, byte[] bytes, ByteArrayOutputStream out) {
    ascii("\"" + name + "\":", out);
    if (bytes == null) {
      ascii("null", out);
      return;
    }
    out.write('"');
    out.writeBytes(Base64.getEncoder().encode(bytes));
    out.write('"');
  }

  static void ascii(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
