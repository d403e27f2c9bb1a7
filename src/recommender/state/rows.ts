import type { CountRows } from '../model/count-rows.ts';
import type { BinaryReader, BinaryWriter } from './binary.ts';

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

/** Per row: how many counts, how wide they are, all keys, all counts. */
export function writeRows(to: BinaryWriter, rows: CountRows): void {
  let [keys, counts] = [new Int32Array(1024), new Float64Array(1024)];
  to.int(rows.rows);
  for (let number = 0; number < rows.rows; number++) {
    const row = rows.row(number);
    to.int(row.size);
    if (row.size === 0) continue;
    if (row.size > keys.length) [keys, counts] = [new Int32Array(2 * row.size), new Float64Array(2 * row.size)];
    const own = counts.subarray(0, row.copyTo(keys, counts));
    const wide = anyWide(own);
    to.int(wide ? WIDE : NARROW);
    to.raw(bytesOf(keys.subarray(0, row.size)));
    to.raw(bytesOf(wide ? own : new Int32Array(own)));
  }
}

/** Reads what writeRows wrote into empty rows. */
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
