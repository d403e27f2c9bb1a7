import type { Batch } from './batches.ts';
import { committedBatches, type Range } from './committed.ts';
import type { KafkaReader } from './reader.ts';
import { recordsOf } from './records.ts';

/**
 * How many committed records each of `ranges` holds. One pass, headers only: a batch is opened only where a border cuts
 * through it and compaction left holes in it. `ranges` are ascending, do not overlap, and lie below the last stable
 * offset.
 */
export async function countCommitted(
  kafka: KafkaReader,
  topic: string,
  partition: number,
  ranges: readonly Range[],
  progress: (records: number) => void = () => {},
): Promise<number[]> {
  const counts = ranges.map(() => 0);
  const first = ranges[0];
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) return counts;
  let current = 0;
  for await (const batch of committedBatches(kafka, topic, partition, { from: first.from, to: last.to })) {
    while ((ranges[current]?.to ?? Number.POSITIVE_INFINITY) <= batch.baseOffset) current++;
    for (let index = current; index < ranges.length; index++) {
      const range = ranges[index];
      if (range === undefined || range.from > batch.lastOffset) break;
      const records = await recordsWithin(batch, range);
      counts[index] = (counts[index] ?? 0) + records;
      progress(records);
    }
  }
  return counts;
}

async function recordsWithin(batch: Batch, range: Range): Promise<number> {
  if (range.from <= batch.baseOffset && batch.lastOffset < range.to) return batch.records;
  const whole = batch.lastOffset - batch.baseOffset + 1 === batch.records;
  if (whole) return Math.max(0, Math.min(batch.lastOffset + 1, range.to) - Math.max(batch.baseOffset, range.from));
  let records = 0;
  for (const { offset } of await recordsOf(batch)) if (offset >= range.from && offset < range.to) records++;
  return records;
}
