package pipeline.connect.jdbc.postgres;

import java.util.Arrays;

/** A growing array of bytes, big-endian as COPY's binary format is. */
final class CopyBytes {
  private static final int SMALLEST = 1 << 16;

  private byte[] bytes = new byte[SMALLEST];
  private int used;

  byte[] array() {
    return bytes;
  }

  int length() {
    return used;
  }

  /** Forgets what was put behind a length. */
  void cut(int length) {
    used = length;
  }

  private void room(int more) {
    if (used + more > bytes.length)
      bytes = Arrays.copyOf(bytes, Math.max(used + more, 2 * bytes.length));
  }

  void one(int value) {
    room(1);
    bytes[used++] = (byte) value;
  }

  void two(int value) {
    room(2);
    bytes[used++] = (byte) (value >> 8);
    bytes[used++] = (byte) value;
  }

  void four(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) bytes[used++] = (byte) (value >> shift);
  }

  void eight(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) bytes[used++] = (byte) (value >> shift);
  }

  void all(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, bytes, used, length);
    used += length;
  }
}
