import { NOTHING, type Progress } from '../log/learner.ts';
import { Model, type ModelOptions } from '../model/model.ts';
import { Shards } from '../model/shards.ts';

/** Something learned: what is in memory, or a snapshot. */
export interface Holding {
  readonly model: Model;
  readonly progress: Progress;
}

/**
 * One model with the rows of the shards `wanted`, each out of the holding that has it newest, on the base of the oldest of
 * those: a shard that is ahead of the base waits until the log has come to where it is. Where no holding has a wanted
 * shard, the base is empty and the log is learned from its beginning. The holdings are used up.
 */
export function assemble(
  wanted: readonly number[],
  holdings: readonly Holding[],
  options: ModelOptions,
  shards: number,
): Holding {
  const asOf = ({ model, progress }: Holding, shard: number): number =>
    model.shards.holds(shard) ? model.shards.asOf(shard, progress.applied) : -1;
  const newest = new Map<number, Holding>();
  for (const shard of wanted) {
    const best = holdings.reduce<Holding | undefined>(
      (found, one) => (asOf(one, shard) > (found === undefined ? -1 : asOf(found, shard)) ? one : found),
      undefined,
    );
    if (best !== undefined) newest.set(shard, best);
  }
  const empty = (): Holding => ({ model: new Model(options, Shards.only(shards, [])), progress: NOTHING });
  const candidates = wanted.length === 0 ? holdings : [...newest.values()];
  const oldest = candidates.reduce<Holding | undefined>((found, one) => {
    if (found === undefined) return one;
    const older =
      wanted.length === 0
        ? one.progress.applied > found.progress.applied
        : one.progress.applied < found.progress.applied;
    return older ? one : found;
  }, undefined);
  const base = oldest === undefined || newest.size < wanted.length ? empty() : oldest;
  const { model, progress } = base;
  for (const shard of model.shards.held) if (newest.get(shard) !== base) model.release(shard);
  for (const shard of wanted) {
    const from = newest.get(shard);
    if (from === undefined) model.shards.hold(shard, 0, progress.applied);
    else if (from !== base) model.adopt(shard, from.model, asOf(from, shard), progress.applied);
  }
  return base;
}
