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

/**
 * Decodes the response to a Fetch of exactly one partition:
 * throttle int32, error int16, session int32, [topic string, [partition int32, error int16, high watermark, last stable
 * offset, log start int64, [producer id, first offset int64], records bytes]].
 */
export function decodeFetch(payload: Buffer): Fetched {
  const error = payload.readInt16BE(4);
  if (error !== 0) return { error, lastStableOffset: -1, logStart: -1, aborted: [], batches: [] };
  let at = 10 + 4;
  at += 2 + payload.readInt16BE(at) + 4 + 4;
  const partitionError = payload.readInt16BE(at);
  const lastStableOffset = readLong(payload, at + 10);
  const logStart = readLong(payload, at + 18);
  const transactions = payload.readInt32BE(at + 26);
  at += 30;
  const aborted = [];
  for (let index = 0; index < transactions; index++, at += 16) {
    aborted.push({ producerId: readLong(payload, at), firstOffset: readLong(payload, at + 8) });
  }
  const length = Math.max(0, payload.readInt32BE(at));
  const batches = parseBatches(payload.subarray(at + 4, at + 4 + length));
  return { error: partitionError, lastStableOffset, logStart, aborted, batches };
}
