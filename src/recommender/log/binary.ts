/** Appends numbers and texts to a growing buffer, little-endian. */
export class BinaryWriter {
  #buffer: Buffer;
  #length = 0;

  /** `size`: bytes to begin with. */
  constructor(size = 1 << 16) {
    this.#buffer = Buffer.allocUnsafe(size);
  }

  int(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32LE(value, this.#length);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  /**
   * A whole number from 0 to 2^53 − 1 in 1 to 8 bytes: seven bits each, the lowest first, the high bit = more follow.
   */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#length++] = rest;
  }

  /** A whole number of either sign below 2^52: 0, −1, 1, −2 … become the varints 0, 1, 2, 3 … */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Bytes as they are; their number must be known to the reader. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A text with its length as a varint. */
  name(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.varint(bytes);
    this.#reserve(bytes);
    this.#length += this.#buffer.write(value, this.#length);
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.int(bytes);
    this.#reserve(bytes);
    this.#length += this.#buffer.write(value, this.#length);
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

/** Reads what BinaryWriter wrote, in the same order. Throws RangeError past the end. */
export class BinaryReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  int(): number {
    this.#at += 4;
    return this.#buffer.readInt32LE(this.#at - 4);
  }

  double(): number {
    this.#at += 8;
    return this.#buffer.readDoubleLE(this.#at - 8);
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.#buffer[this.#at++];
      if (byte === undefined || factor > 2 ** 49) throw new RangeError('a number does not end');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  raw(bytes: number): Buffer {
    this.#at += bytes;
    if (this.#at > this.#buffer.length) throw new RangeError('bytes are missing at the end');
    return this.#buffer.subarray(this.#at - bytes, this.#at);
  }

  name(): string {
    return this.raw(this.varint()).toString('utf8');
  }

  /** Whether everything was read. */
  get done(): boolean {
    return this.#at === this.#buffer.length;
  }

  text(): string {
    const bytes = this.int();
    this.#at += bytes;
    if (this.#at > this.#buffer.length) throw new RangeError('a text is longer than the file');
    return this.#buffer.toString('utf8', this.#at - bytes, this.#at);
  }
}
