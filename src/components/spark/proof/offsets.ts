import { isRecord } from '../../../base/values.ts';
import { joinPath, type Store } from '../../../store/store.ts';

/** Next offset by partition. */
export type Offsets = ReadonlyMap<number, number>;

/**
 * The offsets of `topic` in a file of a checkpoint: a JSON object by topic and partition, after lines that say other
 * things.
 */
function parseOffsets(text: string, topic: string): Offsets {
  for (const line of text.split('\n').toReversed()) {
    const start = line.indexOf('{');
    if (start < 0) continue;
    const parsed: unknown = JSON.parse(line.slice(start));
    if (!isRecord(parsed) || !isRecord(parsed[topic])) continue;
    return new Map(Object.entries(parsed[topic]).map(([partition, offset]) => [Number(partition), Number(offset)]));
  }
  return new Map();
}

async function offsetsIn(store: Store, path: string, topic: string): Promise<Offsets> {
  if ((await store.stat(path)) === undefined) return new Map();
  return parseOffsets((await store.readWhole(path)).toString(), topic);
}

/** Where a query began to read. */
export const firstOffsets = (store: Store, checkpoint: string, topic: string): Promise<Offsets> =>
  offsetsIn(store, joinPath(checkpoint, 'sources', '0', '0'), topic);

/** Where it stood after `batch`. */
export const offsetsAfter = (store: Store, checkpoint: string, topic: string, batch: number): Promise<Offsets> =>
  offsetsIn(store, joinPath(checkpoint, 'offsets', String(batch)), topic);

/** The last batch that a checkpoint calls done; -1 where there is none. */
export async function lastCommit(store: Store, checkpoint: string): Promise<number> {
  const entries = await store.list(joinPath(checkpoint, 'commits'));
  return Math.max(-1, ...entries.flatMap(({ path }) => /\/(\d+)$/.exec(path)?.[1] ?? []).map(Number));
}
