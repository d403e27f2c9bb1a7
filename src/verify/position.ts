import { createHash } from 'node:crypto';
import { committedRecords } from '../clients/kafka/committed.ts';
import { countCommitted } from '../clients/kafka/count-committed.ts';
import type { Bounds } from '../clients/kafka/fetch.ts';
import type { ChainState } from './chain-state.ts';
import { from, gapsOf } from './gaps.ts';
import type { Finding, OffsetRange } from './proof.ts';
import type { Subject } from './subject.ts';

/** Committed records in offsets that no link speaks for. */
export async function countGaps({ kafka, topic, partition, compacted }: Subject, chain: ChainState, bounds: Bounds) {
  if (compacted) return 0;
  const gaps = from(gapsOf(chain), bounds.start).filter(({ to }) => to <= bounds.end);
  return (await countCommitted(kafka, topic, partition, gaps)).reduce((sum, count) => sum + count, 0);
}

/** Committed records after the sink's position. */
export async function countLag(
  { kafka, topic, partition, progress }: Subject,
  { covered }: ChainState,
  bounds: Bounds,
) {
  const position = Math.max(covered?.to ?? bounds.start, bounds.start);
  if (position >= bounds.end) return 0;
  const [lag = 0] = await countCommitted(
    kafka,
    topic,
    partition,
    [{ from: position, to: bounds.end }],
    progress.records,
  );
  return lag;
}

/**
 * Notices a topic that was deleted and created again: it ends too early, or holds another record where the sink stands.
 */
export async function checkPosition(
  { kafka, topic, partition }: Subject,
  chain: ChainState,
  bounds: Bounds,
): Promise<Finding[]> {
  const { covered, last } = chain;
  const broken = (message: string, range: OffsetRange): Finding[] => [
    { kind: 'broken-chain', failure: true, message, topic, partition, range },
  ];
  if (covered !== undefined && covered.to > bounds.end) {
    return broken(
      `the sink stands at offset ${covered.to}, the topic ends at ${bounds.end}: it was recreated or cut off`,
      { from: bounds.end, to: covered.to },
    );
  }
  if (last === undefined || last.offset < bounds.start || last.offset >= bounds.end) return [];
  const range = { from: last.offset, to: last.offset + 1 };
  for await (const { key, value, original } of committedRecords(kafka, topic, partition, range)) {
    const hash = createHash('sha256')
      .update(key ?? '')
      .update('\0')
      .update(original ?? value ?? '')
      .digest('hex')
      .slice(0, 32);
    if (hash === last.hash) return [];
  }
  return broken(`the record at offset ${last.offset} is not the one the sink stored: the topic was recreated`, range);
}
