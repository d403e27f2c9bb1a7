package pipeline.connect.filesystem.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.connect.sink.SinkRecord;

/** Recognises a record again: SHA-256 of key, a zero byte, value; the first 32 hex digits. */
final class RecordHash {
  private RecordHash() {}

  static String of(SinkRecord record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes(record.key()));
      digest.update((byte) 0);
      digest.update(bytes(record.value()));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(Object part) {
    if (part instanceof byte[] bytes) return bytes;
    return part == null ? new byte[0] : part.toString().getBytes(StandardCharsets.UTF_8);
  }
}
