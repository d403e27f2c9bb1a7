import { NOTHING } from '../log/progress.ts';
import type { LearnedState } from '../model/learned-state.ts';
import { Model, type ModelOptions } from '../model/model.ts';
import { Shards } from '../model/shards.ts';

/**
 * One model with the rows of the shards `wanted`, each out of the state that has it newest, on the base of the oldest
 * of those: a shard that is ahead of the base waits until the log has come to where it is. Where no state has a wanted
 * shard, the base is empty and the log is learned from its beginning. The states are used up.
 */
export function assemble(
  wanted: readonly number[],
  states: readonly LearnedState[],
  options: ModelOptions,
  shards: number,
): LearnedState {
  const asOf = ({ model, progress }: LearnedState, shard: number): number =>
    model.shards.holds(shard) ? model.shards.asOf(shard, progress.applied) : -1;
  const newest = new Map<number, LearnedState>();
  for (const shard of wanted) {
    const best = states.reduce<LearnedState | undefined>(
      (found, one) => (asOf(one, shard) > (found === undefined ? -1 : asOf(found, shard)) ? one : found),
      undefined,
    );
    if (best !== undefined) newest.set(shard, best);
  }
  const empty = (): LearnedState => ({ model: new Model(options, Shards.only(shards, [])), progress: NOTHING });
  const candidates = wanted.length === 0 ? states : [...newest.values()];
  const oldest = candidates.reduce<LearnedState | undefined>((found, one) => {
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
