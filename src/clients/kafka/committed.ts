import { ServiceError } from '../../base/errors.ts';
import { type Batch, isAbortMarker } from './batches.ts';
import type { Fetched } from './fetch-response.ts';
import type { KafkaReader } from './reader.ts';
import { type RawRecord, recordsOf } from './records.ts';

/** Offsets `[from, to)`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const EMPTY_ANSWERS = 20;

/**
 * The batches of one fetch that hold users' committed records: without markers and without those of aborted
 * transactions, as the Java consumer does it (KIP-98). The broker lists every aborted transaction that touches the
 * fetched offsets, in no promised order.
 */
export function committedOf(fetched: Fetched): Batch[] {
  const aborted = [...fetched.aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  const open = new Set<number>();
  let next = 0;
  return fetched.batches.filter((batch) => {
    for (let entry = aborted[next]; entry !== undefined && entry.firstOffset <= batch.lastOffset; ) {
      open.add(entry.producerId);
      entry = aborted[++next];
    }
    if (batch.control) {
      if (isAbortMarker(batch)) open.delete(batch.producerId);
      return false;
    }
    return !(batch.transactional && open.has(batch.producerId));
  });
}

/** Committed batches that touch `range`, in offset order; the next fetch is under way while one is worked on. */
export async function* committedBatches(
  kafka: KafkaReader,
  topic: string,
  partition: number,
  range: Range,
): AsyncGenerator<Batch> {
  if (range.from >= range.to) return;
  let position = range.from;
  let pending: Promise<Fetched> | undefined = kafka.fetch(topic, partition, position);
  try {
    for (let empty = 0; pending !== undefined; ) {
      const fetched: Fetched = await pending;
      const last = fetched.batches.at(-1);
      empty = last === undefined ? empty + 1 : 0;
      if (empty === EMPTY_ANSWERS) {
        throw new ServiceError(`Nothing can be read at offset ${position}, although the topic goes on to ${range.to}`, {
          where: `${topic}-${partition}`,
          hint: 'A transaction may still be open there; run the command again later.',
        });
      }
      position = last === undefined ? position : last.lastOffset + 1;
      pending = position < range.to ? kafka.fetch(topic, partition, position) : undefined;
      pending?.catch(() => undefined);
      for (const batch of committedOf(fetched)) {
        if (batch.lastOffset >= range.from && batch.baseOffset < range.to) yield batch;
      }
    }
  } finally {
    await pending?.catch(() => undefined);
  }
}

/** Committed records of `range` with their bytes, in offset order. Tombstones are records; markers are not. */
export async function* committedRecords(
  kafka: KafkaReader,
  topic: string,
  partition: number,
  range: Range,
): AsyncGenerator<RawRecord> {
  const decode = kafka.decoderOf?.(topic);
  for await (const batch of committedBatches(kafka, topic, partition, range)) {
    for (const record of await recordsOf(batch)) {
      if (record.offset < range.from || record.offset >= range.to) continue;
      const made = decode === undefined ? record : decode(record);
      yield made instanceof Promise ? await made : made;
    }
  }
}
