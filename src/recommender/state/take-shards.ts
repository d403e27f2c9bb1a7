import { checkLog } from '../log/check-log.ts';
import type { LearnedState } from '../model/learned-state.ts';
import { Learner } from '../model/learner.ts';
import { modelDigest, modelOptions, type RecommenderSpec, shardsOf } from '../spec.ts';
import { assemble } from './assemble.ts';
import type { StateFolder } from './state-folder.ts';

export interface TakeOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  readonly folder: StateFolder;
  /** The log as it is now. */
  readonly log: { readonly topic: string; readonly id: string; readonly start: number; readonly end: number };
  readonly say: (line: string) => void;
}

/** Whether a learner's rows are all as of where it stands, so that its state can be kept and used. */
export const isLevel = ({ model, progress }: LearnedState): boolean => model.shards.level(progress.applied);

/**
 * The learner that holds the shards `wanted`: `own` itself when it has them all, which then gives the others up;
 * otherwise one put together out of `own`, the snapshots of this machine and, for what is nowhere, the log from its
 * beginning. Throws RefusedError when a state does not belong to the log.
 */
export function takeShards(
  { name, spec, folder, log, say }: TakeOptions,
  own: Learner | undefined,
  wanted: readonly number[],
): Learner {
  const held = own?.model.shards.held ?? [];
  const gained = wanted.filter((shard) => !held.includes(shard));
  if (own !== undefined && gained.length === 0) {
    for (const shard of held) if (!wanted.includes(shard)) own.model.release(shard);
    return own;
  }
  const { snapshots, damaged } = folder.find({ digest: modelDigest(spec), shards: gained });
  for (const file of damaged) say(`${file} is damaged and not used`);
  for (const { progress, log: learnedFrom } of snapshots) {
    checkLog({ applied: progress.applied, log: learnedFrom }, log, name);
  }
  const states = own !== undefined && isLevel(own.state) ? [own.state, ...snapshots] : snapshots;
  const { model, progress } = assemble(wanted, states, modelOptions(spec), shardsOf(spec));
  checkLog({ applied: progress.applied, log: '' }, log, name);
  say(`takes ${wanted.length} of ${shardsOf(spec)} shards; log offset ${progress.applied} of ${log.end}`);
  return new Learner(spec, model, progress);
}
