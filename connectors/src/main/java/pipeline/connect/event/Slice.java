package pipeline.connect.event;

import java.nio.charset.StandardCharsets;

/**
 * Text for pattern matching: plain ASCII is read from the bytes in place, anything else is decoded.
 */
final class Slice implements CharSequence {
  private byte[] bytes;
  private int start;
  private int length;

  /** This slice over ASCII bytes, or their text when they are not ASCII. */
  CharSequence over(byte[] source, int from, int size) {
    for (int i = from; i < from + size; i++) {
      if (source[i] < 0) return new String(source, from, size, StandardCharsets.UTF_8);
    }
    bytes = source;
    start = from;
    length = size;
    return this;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return (char) bytes[start + index];
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return toString().substring(from, to);
  }

  @Override
  public String toString() {
    return new String(bytes, start, length, StandardCharsets.US_ASCII);
  }
}
