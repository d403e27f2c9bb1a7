import { type Batch, parseBatches, readLong } from './batches.ts';

/** What one partition answered to a Fetch (version 10). */
export interface Fetched {
  /** Kafka's error code; 0 is success. */
  readonly error: number;
  /** Offsets below it belong to decided transactions; a committed read ends here. */
  readonly lastStableOffset: number;
  readonly logStart: number;
  /** Transactions that were aborted and may have records among `batches`. */
  readonly aborted: readonly { readonly producerId: number; readonly firstOffset: number }[];
  readonly batches: readonly Batch[];
}

/** What was asked of one partition and what it answered. */
export interface PartitionFetched extends Fetched {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Decodes the response to a Fetch: throttle int32, error int16, session int32, [topic string, [partition int32, error
 * int16, high watermark, last stable offset, log start int64, [producer id, first offset int64], records bytes]].
 * Throws RangeError for an error of the whole.
 */
export function decodeFetches(payload: Buffer): PartitionFetched[] {
  const error = payload.readInt16BE(4);
  if (error !== 0) throw new RangeError(`error ${error}`);
  const fetched: PartitionFetched[] = [];
  let at = 10 + 4;
  for (let topics = payload.readInt32BE(10); topics > 0; topics--) {
    const length = payload.readInt16BE(at);
    const topic = payload.toString('utf8', at + 2, at + 2 + length);
    at += 2 + length;
    const partitions = payload.readInt32BE(at);
    at += 4;
    for (let left = partitions; left > 0; left--) {
      const found = decodePartition(payload, at);
      fetched.push({ topic, ...found.fetched });
      at = found.end;
    }
  }
  return fetched;
}

function decodePartition(
  payload: Buffer,
  from: number,
): { readonly fetched: Omit<PartitionFetched, 'topic'>; readonly end: number } {
  const partition = payload.readInt32BE(from);
  const error = payload.readInt16BE(from + 4);
  const lastStableOffset = readLong(payload, from + 14);
  const logStart = readLong(payload, from + 22);
  const transactions = payload.readInt32BE(from + 30);
  let at = from + 34;
  const aborted = [];
  for (let index = 0; index < transactions; index++, at += 16) {
    aborted.push({ producerId: readLong(payload, at), firstOffset: readLong(payload, at + 8) });
  }
  const end = at + 4 + Math.max(0, payload.readInt32BE(at));
  const batches = parseBatches(payload.subarray(at + 4, end));
  return { fetched: { partition, error, lastStableOffset, logStart, aborted, batches }, end };
}

/** Decodes the response to a Fetch of exactly one partition. */
export function decodeFetch(payload: Buffer): Fetched {
  const error = payload.readInt16BE(4);
  const [fetched] = error === 0 ? decodeFetches(payload) : [];
  return fetched ?? { error, lastStableOffset: -1, logStart: -1, aborted: [], batches: [] };
}
