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
    for (byte octet : bytes) {
      if (octet < 0) return text(bytes) != null;
    }
    return true;
  }

  /** Whether the bytes stand between quotes as they are; most do, and are copied. */
  private static boolean isPlain(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet < ' ' || octet == '"' || octet == '\\') return false;
    }
    return true;
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
    if (bytes == null) {
      name(name, out);
      ascii("null", out);
    } else if (isPlain(bytes)) {
      name(name, out);
      out.write('"');
      out.writeBytes(bytes);
      out.write('"');
    } else {
      String text = text(bytes);
      if (text == null) writeBase64(name + suffix, bytes, out);
      else writeText(name, text, out);
    }
  }

  static void writeText(String name, String text, ByteArrayOutputStream out) {
    name(name, out);
    out.write('"');
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.write('"');
  }

  static void writeBase64(String name, byte[] bytes, ByteArrayOutputStream out) {
    name(name, out);
    if (bytes == null) {
      ascii("null", out);
      return;
    }
    out.write('"');
    out.writeBytes(Base64.getEncoder().encode(bytes));
    out.write('"');
  }

  /** A member's name, which needs no escapes, and the colon. */
  static void name(String name, ByteArrayOutputStream out) {
    out.write('"');
    ascii(name, out);
    out.write('"');
    out.write(':');
  }

  static void ascii(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
