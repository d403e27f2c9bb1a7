package pipeline.connect.datagen.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array that records are written into, one after the other, without objects in
 * between.
 */
public final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[512];
  private int length;

  public void clear() {
    length = 0;
  }

  public byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /** A copy of text that was written escaped, as it was before. */
  byte[] unescapedCopy() {
    int written = 0;
    byte[] text = new byte[length];
    for (int at = 0; at < length; at++) {
      byte letter = bytes[at];
      if (letter == '\\' && bytes[++at] == 'u') {
        letter =
            (byte) Integer.parseInt(new String(bytes, at + 1, 4, StandardCharsets.US_ASCII), 16);
        at += 4;
      } else if (letter == '\\') {
        letter = bytes[at];
      }
      text[written++] = letter;
    }
    return Arrays.copyOf(text, written);
  }

  public void put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  /** Bytes that are JSON already. */
  public void put(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
  }

  public void number(long number) {
    if (number == Long.MIN_VALUE) {
      put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    if (number < 0) put('-');
    padded(Math.abs(number), 1);
  }

  /** At least {@code width} digits of a number that is not negative, zeros in front. */
  public void padded(long number, int width) {
    int total = Math.max(digits(number), width);
    room(total);
    int at = length + total;
    for (int written = 0; written < total; written++) {
      long tenth = number / 10;
      bytes[--at] = (byte) ('0' + (number - tenth * 10));
      number = tenth;
    }
    length += total;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long power = 10; digits < 19 && number >= power; power *= 10) digits++;
    return digits;
  }

  /** {@code unscaled} · 10^-decimals. */
  public void fixed(long unscaled, int decimals) {
    if (decimals == 0) {
      number(unscaled);
      return;
    }
    if (unscaled < 0) {
      put('-');
      unscaled = -unscaled;
    }
    long power = 1;
    for (int digit = 0; digit < decimals; digit++) power *= 10;
    padded(unscaled / power, 1);
    put('.');
    padded(unscaled % power, decimals);
  }

  /** Text as it stands inside a JSON string, without quotes. */
  public void escaped(String text) {
    for (byte letter : text.getBytes(StandardCharsets.UTF_8)) {
      if (letter == '"' || letter == '\\') {
        put('\\');
        put((char) letter);
      } else if (letter >= 0 && letter < 0x20) {
        put("\\u00".getBytes(StandardCharsets.US_ASCII));
        put((char) HEX[letter >> 4]);
        put((char) HEX[letter & 0xF]);
      } else {
        room(1);
        bytes[length++] = letter;
      }
    }
  }

  private void room(int more) {
    if (length + more > bytes.length)
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
  }
}
