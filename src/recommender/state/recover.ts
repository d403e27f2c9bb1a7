import { Learner } from '../log/learner.ts';
import { modelDigest, type RecommenderSpec, servingDigest } from '../spec.ts';
import type { StateFolder } from './state-folder.ts';

export interface Recovered {
  readonly learner: Learner;
  /** Whether every list must be made anew, because the snapshot's were made by another spec. */
  readonly stale: boolean;
}

/** The learner of the newest usable snapshot, or an empty one that learns the log from its beginning; says which and why. */
export function recover(folder: StateFolder, spec: RecommenderSpec, log: (line: string) => void): Recovered {
  const { snapshot, damaged } = folder.read();
  for (const file of damaged) log(`${file} is damaged and not used`);
  if (snapshot === undefined) {
    log('no usable state: learning the log from its beginning');
    return { learner: new Learner(spec), stale: false };
  }
  if (snapshot.digest !== modelDigest(spec)) {
    log('the state was learned by another spec: learning the log from its beginning');
    folder.clear();
    return { learner: new Learner(spec), stale: true };
  }
  const { model, progress } = snapshot;
  log(`state of ${progress.events} events, log offset ${progress.applied}`);
  return { learner: new Learner(spec, model, progress), stale: snapshot.serving !== servingDigest(spec) };
}
