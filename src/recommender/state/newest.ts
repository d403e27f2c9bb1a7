import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../model/model.ts';
import type { RowSource } from '../model/row-source.ts';
import { logTopic, modelDigest, type RecommenderSpec } from '../spec.ts';
import { decodeSnapshot, type Snapshot } from './snapshot.ts';

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

/** The newest snapshot, with the rows of shards that it does not hold out of the newest ones that do. */
export interface NewestState {
  readonly path: string;
  readonly model: Model;
  readonly source: RowSource;
  /** In the form of a written list's `asOf`. */
  readonly asOf: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}

/** Undefined when a shard is in no snapshot of this declaration. */
export function newestState(name: string, spec: RecommenderSpec, files: readonly StateFile[]): NewestState | undefined {
  const newest = files
    .flatMap(({ path, snapshot }) => (snapshot !== undefined && isOf(spec, snapshot) ? [{ path, ...snapshot }] : []))
    .sort((left, right) => right.progress.applied - left.progress.applied);
  const [first] = newest;
  if (first === undefined) return undefined;
  const { model, progress, path } = first;
  const holders: Model[] = [];
  const shards: Record<string, number> = {};
  for (let shard = 0; shard < model.shards.count; shard++) {
    const holder = newest.find((one) => one.model.shards.holds(shard));
    if (holder === undefined) return undefined;
    holders.push(holder.model);
    shards[shard] = holder.model.shards.asOf(shard, holder.progress.applied);
  }
  const holderOf = (item: number) => holders[model.shards.of(item)] ?? model;
  const source: RowSource = {
    itemCount: (item) => model.itemCount(item),
    popularity: (item) => model.popularity(item),
    size: model.size,
    totals: model.totals,
    fading: model.fading,
    pairs: (item) => holderOf(item).pairs(item),
    sequences: (item) => holderOf(item).sequences(item),
    sessions: model.sessions,
  };
  return { path, model, source, asOf: { [logTopic(name)]: progress.applied, shards } };
}
