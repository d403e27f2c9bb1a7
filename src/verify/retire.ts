import { RefusedError } from '../base/errors.ts';
import { linkPath } from './chain-files.ts';
import { type CommittingSink, currentChain } from './committed-files.ts';
import type { Link } from './link.ts';

const ATTEMPTS = 10;

/**
 * Writes down that committed files no longer count, before they are removed: a `retire` link, created exclusively after
 * the chain's tip. A running sink notices and opens its chain again. RefusedError when it keeps adding links faster.
 */
export async function retireFiles(
  sink: CommittingSink,
  topic: string,
  partition: number,
  paths: readonly string[],
  now: Date,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { tip, breaks, ranges } = await currentChain(sink, topic, partition);
    const where = `${sink.connector}, ${topic}-${partition}`;
    if (tip === undefined || breaks.length > 0) {
      throw new RefusedError('The commit log is broken, so nothing can be retired', {
        where,
        hint: '`pipeline verify` tells how.',
      });
    }
    const live = new Set(ranges.flatMap(({ files }) => files.map(({ path }) => path)));
    const retired = paths.filter((path) => live.has(path));
    if (retired.length === 0) return;
    const link = retireLink(tip, retired, attempt, now);
    const path = linkPath({ ...sink, topic, partition }, link.seq);
    if (await sink.store.createExclusively(path, Buffer.from(JSON.stringify({ version: 1, ...link })))) return;
  }
  throw new RefusedError('The sink keeps adding links; nothing was removed', {
    where: sink.connector,
    hint: 'Pause it first: `pipeline pause`.',
  });
}

function retireLink(
  { seq, to, contract, topicId, last }: Link,
  retired: readonly string[],
  attempt: number,
  now: Date,
): Link {
  return {
    seq: seq + 1,
    kind: 'retire',
    writer: 'pipeline',
    attempt,
    time: now.toISOString(),
    from: to,
    to,
    records: 0,
    files: [],
    deadLettered: [],
    tombstones: 0,
    lost: [],
    retired,
    ...(contract !== undefined && { contract }),
    ...(topicId !== undefined && { topicId }),
    ...(last !== undefined && { last }),
  };
}
