package pipeline.connect.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a field by the bytes of its name. Records mostly repeat one order of fields, so the next
 * one is tried first.
 */
final class FieldTable {
  private final byte[][] names;
  private final int[] buckets;

  FieldTable(List<String> fields) {
    names =
        fields.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    buckets = new int[Integer.highestOneBit(Math.max(1, names.length)) * 4];
    Arrays.fill(buckets, -1);
    for (int index = 0; index < names.length; index++) {
      int bucket = hash(names[index], 0, names[index].length);
      while (buckets[bucket] >= 0) bucket = bucket + 1 & buckets.length - 1;
      buckets[bucket] = index;
    }
  }

  /** Index of the field of that name, or -1; `guess` is the index to try first. */
  int find(byte[] bytes, int start, int length, int guess) {
    if (guess < names.length && matches(names[guess], bytes, start, length)) return guess;
    int bucket = hash(bytes, start, length);
    while (buckets[bucket] >= 0) {
      if (matches(names[buckets[bucket]], bytes, start, length)) return buckets[bucket];
      bucket = bucket + 1 & buckets.length - 1;
    }
    return -1;
  }

  private static boolean matches(byte[] name, byte[] bytes, int start, int length) {
    if (name.length != length) return false;
    for (int i = 0; i < length; i++) {
      if (name[i] != bytes[start + i]) return false;
    }
    return true;
  }

  private int hash(byte[] bytes, int start, int length) {
    if (length == 0) return 0;
    int mixed =
        length * 31
            + bytes[start] * 7
            + bytes[start + length - 1] * 131
            + bytes[start + length / 2] * 17;
    return (mixed ^ mixed >>> 7) & buckets.length - 1;
  }
}
