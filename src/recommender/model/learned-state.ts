import type { Progress } from '../log/progress.ts';
import type { Model } from './model.ts';

/** Something learned: what is in memory, or a snapshot. */
export interface LearnedState {
  readonly model: Model;
  readonly progress: Progress;
}
