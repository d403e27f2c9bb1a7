/** Appends numbers and texts to a growing buffer, little-endian. */
export class BinaryWriter {
  #buffer = Buffer.alloc(1 << 16);
  #length = 0;

  int(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32LE(value, this.#length);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.int(bytes);
    this.#reserve(bytes);
    this.#length += this.#buffer.write(value, this.#length);
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const grown = Buffer.alloc(Math.max(this.#buffer.length * 2, this.#length + bytes));
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

  text(): string {
    const bytes = this.int();
    this.#at += bytes;
    if (this.#at > this.#buffer.length) throw new RangeError('a text is longer than the file');
    return this.#buffer.toString('utf8', this.#at - bytes, this.#at);
  }
}
