import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countersDigest } from '../model/digest.ts';
import { Recommender } from '../model/recommend.ts';
import type { Row, RowSource } from '../model/row-source.ts';
import { modelDigest, type RecommenderSpec } from '../spec.ts';
import { decodeSnapshot, type Snapshot } from '../state/snapshot.ts';
import type { MadeList } from './prove-lists.ts';
import type { StateCounts } from './prove-state.ts';

/** A state file of this machine; `snapshot` undefined: it is torn, flipped, or another version's. */
export interface StateFile {
  readonly path: string;
  readonly snapshot: Snapshot | undefined;
}

/** All snapshots in a recommender's folder, of all its instances. */
export function readStateFiles(folder: string): StateFile[] {
  return globSync('**/state-*.bin', { cwd: folder })
    .sort()
    .map((file) => join(folder, file))
    .flatMap((path) => {
      const bytes = bytesOf(path);
      return bytes === undefined ? [] : [{ path, snapshot: decodeSnapshot(bytes) }];
    });
}

/** Undefined when a newer one took its place in the meantime. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Whether the snapshot was learned as the declaration says now. */
export const isOf = (spec: RecommenderSpec, { digest }: Snapshot): boolean => digest === modelDigest(spec);

/** The counts of a snapshot by the ids of items. */
export function countsOf(path: string, { model, progress }: Snapshot): StateCounts {
  const named = (row: Row) => {
    const counts = new Map<string, number>();
    row.visit((item, count) => counts.set(model.items.name(item), count));
    return counts;
  };
  const number = (item: string) => model.items.find(item) ?? -1;
  return {
    state: path,
    asOf: progress.applied,
    shards: new Map(model.shards.held.map((shard) => [shard, model.shards.asOf(shard, progress.applied)])),
    digest: countersDigest(model),
    items: model.items.names,
    total: (item) => ({ popularity: model.popularity(number(item)), itemCount: model.itemCount(number(item)) }),
    row: (item) => ({ pairs: named(model.pairs(number(item))), sequences: named(model.sequences(number(item))) }),
  };
}

/**
 * The lists of all users, made by the recommender itself out of the newest snapshot and, for shards it does not hold, the
 * rows of the newest snapshots that do. None when a shard is in no snapshot.
 */
export function listsOf(files: readonly StateFile[], spec: RecommenderSpec): MadeList[] {
  const newest = files
    .flatMap(({ path, snapshot }) => (snapshot !== undefined && isOf(spec, snapshot) ? [{ path, ...snapshot }] : []))
    .sort((left, right) => right.progress.applied - left.progress.applied);
  const [first] = newest;
  if (first === undefined) return [];
  const { model, progress, path } = first;
  const numbers = Array.from({ length: model.shards.count }, (_, shard) => shard);
  const holders = numbers.map((shard) => newest.find((one) => one.model.shards.holds(shard)));
  const asOf = holders.map((one, shard) => one?.model.shards.asOf(shard, one.progress.applied));
  if (asOf.includes(undefined)) return [];
  const holderOf = (item: number) => holders[model.shards.of(item)]?.model ?? model;
  const rows: RowSource = {
    itemCount: (item) => model.itemCount(item),
    popularity: (item) => model.popularity(item),
    size: model.size,
    pairs: (item) => holderOf(item).pairs(item),
    sequences: (item) => holderOf(item).sequences(item),
  };
  const recommender = new Recommender(rows, model.items, spec);
  const shards = Object.fromEntries(asOf.flatMap((at, shard) => (at === undefined ? [] : [[String(shard), at]])));
  return model.histories.map((history, user) => ({
    where: path,
    user: model.users.name(user),
    items: recommender.recommend(history),
    asOf: { log: progress.applied, shards },
  }));
}
