import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Batch } from './batches.ts';
import { codecs } from './kafkajs-codecs.ts';

export interface Header {
  readonly name: string;
  readonly value: Buffer | null;
}

/** One user's record, its bytes untouched; key and value share memory with the fetched batch. */
export interface RawRecord {
  readonly offset: number;
  /** Milliseconds since the epoch: the producer's, or the broker's with LogAppendTime. */
  readonly timestamp: number;
  /** The same where a double does not hold it, as of a producer that sends nanoseconds. */
  readonly exactTimestamp?: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Of a record whose value was made readable: the value as it came. */
  readonly original?: Buffer;
  /** Why the value is not in its topic's format. */
  readonly unreadable?: string;
  /** What the key says, where it names a schema of the registry and somebody asked for it. */
  readonly plainKey?: Buffer;
  /** Why that cannot be told. */
  readonly unreadableKey?: string;
  /** In the order in which they stand; a name may stand several times. */
  readonly headers: () => readonly Header[];
}

/** Makes a record's value readable, or says why it is not; a promise where somebody must be asked first. */
export type DecodeRecord = (record: RawRecord) => RawRecord | Promise<RawRecord>;

/** How records of a topic are made readable; undefined where they are read as they come. */
export type DecoderOf = (topic: string) => DecodeRecord | undefined;

const decoders: Readonly<Record<number, (data: Buffer) => Promise<Buffer>>> = {
  0: async (data) => data,
  1: promisify<Buffer, Buffer>(gunzip),
  2: codecs.snappy.decompress,
  3: codecs.lz4.decompress,
  4: codecs.zstd.decompress,
};

/** Of the digits of 7 bits, the place of the last that a double holds beside all before it. */
const LARGEST_PLACE = 2 ** 42;

/** Reads the zigzag varints and byte strings of Kafka's record format, from one buffer, forwards. */
class Reader {
  private at = 0;
  readonly buffer: Buffer;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
  }

  varint(): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.buffer[this.at++];
      if (byte === undefined) throw new RangeError('a record ends in the middle of a number');
      // int32 shifts are enough for lengths and offset deltas
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
      shift += 7;
    }
  }

  /** Like varint, for timestamps, which need up to 64 bits; a bigint where a double might not hold it. */
  varlong(): number | bigint {
    const start = this.at;
    let value = 0;
    for (let place = 1; place <= LARGEST_PLACE; place *= 128) {
      const byte = this.buffer[this.at++];
      if (byte === undefined) throw new RangeError('a record ends in the middle of a number');
      value += (byte & 0x7f) * place;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    this.at = start;
    return this.long();
  }

  private long(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.buffer[this.at++];
      if (byte === undefined) throw new RangeError('a record ends in the middle of a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
  }

  skip(bytes: number): void {
    this.at += bytes;
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const start = this.at;
    this.at += length;
    if (this.at > this.buffer.length) throw new RangeError('a record is longer than its batch');
    return this.buffer.subarray(start, this.at);
  }

  get position(): number {
    return this.at;
  }

  moveTo(position: number): void {
    this.at = position;
  }
}

/** The headers by name, the last of each name as Kafka's own readers take it. */
export const lastHeaders = (headers: readonly Header[]): ReadonlyMap<string, Buffer | null> =>
  new Map(headers.map(({ name, value }) => [name, value]));

function headersAt(buffer: Buffer, position: number): readonly Header[] {
  const reader = new Reader(buffer);
  reader.moveTo(position);
  const headers: Header[] = [];
  for (let left = reader.varint(); left > 0; left--) {
    const name = reader.bytes()?.toString('utf8') ?? '';
    headers.push({ name, value: reader.bytes() });
  }
  return headers;
}

function* decode(plain: Buffer, { baseOffset, baseTimestamp, appendTime, records }: Batch): Generator<RawRecord> {
  const reader = new Reader(plain);
  const base = Number(baseTimestamp);
  for (let index = 0; index < records; index++) {
    const length = reader.varint();
    const end = reader.position + length;
    reader.skip(1);
    const delta = reader.varlong();
    const offset = baseOffset + reader.varint();
    const key = reader.bytes();
    const value = reader.bytes();
    const position = reader.position;
    const timestamp = appendTime === undefined ? base + Number(delta) : Number(appendTime);
    const record = { offset, timestamp, key, value, headers: () => headersAt(plain, position) };
    if (Number.isSafeInteger(timestamp)) yield record;
    else yield { ...record, exactTimestamp: appendTime ?? BigInt.asIntN(64, baseTimestamp + BigInt(delta)) };
    reader.moveTo(end);
  }
}

/** The records of a batch in offset order. Throws RangeError for a codec that Kafka does not define. */
export async function recordsOf(batch: Batch): Promise<Iterable<RawRecord>> {
  const decoder = decoders[batch.codec];
  if (decoder === undefined) throw new RangeError(`unknown compression codec ${batch.codec}`);
  return decode(await decoder(batch.data), batch);
}
