/** Header of one record batch (KIP-98, magic 2), and where its bytes lie. */
export interface Batch {
  readonly baseOffset: number;
  /** Offset of its last record, also when compaction removed that record. */
  readonly lastOffset: number;
  /** Records that are really in it. */
  readonly records: number;
  /**
   * What the records' timestamps are relative to, in milliseconds since the epoch: any 64 bits that a producer has
   * sent.
   */
  readonly baseTimestamp: bigint;
  /** With LogAppendTime, the time of all its records. */
  readonly appendTime: bigint | undefined;
  readonly producerId: number;
  readonly transactional: boolean;
  /** A commit or abort marker, never a user's record. */
  readonly control: boolean;
  readonly codec: number;
  /** The record section, still compressed. */
  readonly data: Buffer;
}

const OVERHEAD = 12;
const HEADER = 61;

/** Number of a big-endian int64 that is known to fit 53 bits (offsets, producer ids). */
export function readLong(buffer: Buffer, at: number): number {
  return buffer.readInt32BE(at) * 2 ** 32 + buffer.readUInt32BE(at + 4);
}

/**
 * The whole batches in the record section of a fetch response; a cut one at its end is left for the next fetch. Message
 * formats before magic 2 are refused: brokers since 4.0 no longer store them.
 */
export function parseBatches(section: Buffer): Batch[] {
  const batches: Batch[] = [];
  let at = 0;
  while (section.length - at >= HEADER) {
    const end = at + OVERHEAD + section.readInt32BE(at + 8);
    if (end > section.length) break;
    const magic = section.readInt8(at + 16);
    if (magic !== 2) throw new RangeError(`a record batch has format ${magic}; only format 2 can be read`);
    const attributes = section.readInt16BE(at + 21);
    const baseOffset = readLong(section, at);
    batches.push({
      baseOffset,
      lastOffset: baseOffset + section.readInt32BE(at + 23),
      records: section.readInt32BE(at + 57),
      baseTimestamp: section.readBigInt64BE(at + 27),
      appendTime: (attributes & 0b1000) === 0 ? undefined : section.readBigInt64BE(at + 35),
      producerId: readLong(section, at + 43),
      transactional: (attributes & 0b1_0000) !== 0,
      control: (attributes & 0b10_0000) !== 0,
      codec: attributes & 0b111,
      data: section.subarray(at + HEADER, end),
    });
    at = end;
  }
  return batches;
}

/** Whether a control batch ends its producer's transaction by throwing it away. */
export function isAbortMarker(batch: Batch): boolean {
  // record: length, attributes, timestamp delta, offset delta (one byte each here but the first), key length, key
  const key = markerKey(batch.data);
  return key.readInt16BE(2) === 0;
}

function markerKey(data: Buffer): Buffer {
  let at = 0;
  const skip = () => {
    while ((data[at++] ?? 0) & 0x80);
  };
  skip();
  at += 1;
  skip();
  skip();
  skip();
  return data.subarray(at, at + 4);
}
