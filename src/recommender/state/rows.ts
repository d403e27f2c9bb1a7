import { type BinaryReader, BinaryWriter } from '../log/binary.ts';
import type { CountRow } from '../model/count-row.ts';
import type { CountRows } from '../model/count-rows.ts';

/** Bytes of each count of a row: 4 as long as all fit, 8 (doubles) otherwise. */
const NARROW = 4;
const WIDE = 8;
const LARGEST_INT = 2 ** 31 - 1;

const bytesOf = (array: Int32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function anyWide(counts: Float64Array): boolean {
  for (const count of counts) if (count > LARGEST_INT || count < -LARGEST_INT) return true;
  return false;
}

/** Where the counts of one row after the other are put together. */
let [keys, counts] = [new Int32Array(1024), new Float64Array(1024)];

/** A row as bytes: how many counts, how wide they are, all keys, all counts. */
export function rowBytes(row: CountRow): Buffer {
  const { size } = row;
  if (size > keys.length) [keys, counts] = [new Int32Array(2 * size), new Float64Array(2 * size)];
  const own = counts.subarray(0, row.copyTo(keys, counts));
  const wide = anyWide(own);
  const to = new BinaryWriter(2 * NARROW + size * (NARROW + (wide ? WIDE : NARROW)));
  to.int(size);
  if (size === 0) return to.bytes();
  to.int(wide ? WIDE : NARROW);
  to.raw(bytesOf(keys.subarray(0, size)));
  to.raw(bytesOf(wide ? own : new Int32Array(own)));
  return to.bytes();
}

/** Reads rows, of which their number stands before them, into empty ones. */
export function readRows(from: BinaryReader, rows: CountRows): void {
  const length = from.int();
  for (let row = 0; row < length; row++) {
    const counts = from.int();
    if (counts === 0) continue;
    const width = from.int();
    const keys = from.raw(4 * counts);
    const values = from.raw(width * counts);
    for (let at = 0; at < counts; at++) {
      const count = width === WIDE ? values.readDoubleLE(8 * at) : values.readInt32LE(4 * at);
      rows.add(row, keys.readInt32LE(4 * at), count);
    }
  }
}
