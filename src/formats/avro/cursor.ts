/** Walks the values of a block. RangeError at its end. */
export class Cursor {
  readonly #data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  /** Whether every byte was read. */
  get ended(): boolean {
    return this.#at === this.#data.length;
  }

  octet(): number {
    return this.#data.readUInt8(this.#at++);
  }

  /** 64 bits, all of them: in a number where that holds them. */
  long(): number | bigint {
    // most numbers are small, and bigints are slow
    let number = 0;
    for (let factor = 1; factor <= 2 ** 42; factor *= 128) {
      const octet = this.octet();
      number += (octet & 0x7f) * factor;
      if (octet < 0x80) return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
    }
    let large = BigInt(number);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const octet = this.octet();
      large |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return BigInt.asIntN(64, (large >> 1n) ^ -(large & 1n));
    }
    throw new RangeError('a number of more than 64 bits');
  }

  /** A length, a count or a branch. */
  size(): number {
    return Number(this.long());
  }

  float(): number {
    this.#at += 4;
    return this.#data.readFloatLE(this.#at - 4);
  }

  double(): number {
    this.#at += 8;
    return this.#data.readDoubleLE(this.#at - 8);
  }

  bytes(length: number): Buffer {
    if (length < 0 || length > this.#data.length - this.#at) throw new RangeError(`${length} bytes are not there`);
    this.#at += length;
    return this.#data.subarray(this.#at - length, this.#at);
  }

  /** How many items follow in each run of a list or map, until none does. */
  *runs(): Generator<number> {
    for (let count = this.size(); count !== 0; count = this.size()) {
      // a negative count is followed by the items' length
      if (count < 0) this.long();
      yield Math.abs(count);
    }
  }
}
