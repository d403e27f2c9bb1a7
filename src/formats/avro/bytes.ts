import type { Readable } from 'node:stream';

/** Bytes of a file as they come, some taken at a time. */
export class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #length: number;
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  #before = 0;

  /** `length`: how long the file is. */
  constructor(content: Readable, length: number) {
    this.#chunks = content[Symbol.asyncIterator]();
    this.#length = length;
  }

  /** How many bytes were taken. */
  get position(): number {
    return this.#before + this.#at;
  }

  /** Whether all is taken. */
  async ended(): Promise<boolean> {
    return this.#held.length === this.#at && !(await this.#more());
  }

  /** The next bytes, valid until the next call. RangeError where the file ends before. */
  async take(count: number): Promise<Buffer> {
    if (count < 0 || count > this.#length) throw new RangeError(`${count} bytes are none`);
    while (this.#held.length - this.#at < count) {
      if (!(await this.#more())) throw new RangeError(`ends at byte ${this.#before + this.#held.length}`);
    }
    this.#at += count;
    return this.#held.subarray(this.#at - count, this.#at);
  }

  /** A number as Avro writes it: zigzag, seven bits in each byte, the lowest first. */
  async long(): Promise<number> {
    let number = 0n;
    for (let shift = 0n; shift < 64n; shift += 7n) {
      const [octet = 0] = await this.take(1);
      number |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return Number((number >> 1n) ^ -(number & 1n));
    }
    throw new RangeError('a number of more than 64 bits');
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    const chunk = Buffer.from(value);
    this.#before += this.#at;
    this.#held = this.#at === this.#held.length ? chunk : Buffer.concat([this.#held.subarray(this.#at), chunk]);
    this.#at = 0;
    return true;
  }
}
