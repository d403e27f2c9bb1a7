import { hash } from 'node:crypto';

const LANES = 4;

/** First 128 bits of SHA-256 as 16 characters of one byte each. */
export function rowHash(row: string | Buffer): string {
  return hash('sha256', row, 'binary').slice(0, 16);
}

/**
 * A sum of row hashes for each of several ranges: the same for the same rows in any order, and another (but for one
 * chance in 2^128) when a row is missing, twice, or changed. Four lanes of 32 bits, each added modulo 2^32.
 */
export class RowSums {
  private readonly lanes: Int32Array;

  constructor(ranges: number) {
    this.lanes = new Int32Array(ranges * LANES);
  }

  add(range: number, row: string | Buffer): void {
    const digest = hash('sha256', row, 'binary');
    for (let lane = 0; lane < LANES; lane++) {
      const at = lane * 4;
      const word =
        (digest.charCodeAt(at) << 24) |
        (digest.charCodeAt(at + 1) << 16) |
        (digest.charCodeAt(at + 2) << 8) |
        digest.charCodeAt(at + 3);
      const index = range * LANES + lane;
      this.lanes[index] = ((this.lanes[index] ?? 0) + word) | 0;
    }
  }

  equal(other: RowSums, range: number): boolean {
    const from = range * LANES;
    return this.lanes.subarray(from, from + LANES).every((lane, index) => lane === other.lanes[from + index]);
  }
}
