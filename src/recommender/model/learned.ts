import { Condition } from '../../base/condition.ts';
import type { Clock } from '../../base/context.ts';
import { NOTHING, type Progress } from '../log/progress.ts';
import type { Learner } from './learner.ts';
import type { LogLearning } from './log-learning.ts';

const PATIENCE = 250;

/** What this instance knows at present: one part of it learns, all others read. Replaced when it takes other shards. */
export class Learned {
  /** Notified whenever something was learned. */
  readonly advanced: Condition;
  #learning: LogLearning | undefined;
  #until = 0;

  constructor(clock: Clock) {
    this.advanced = new Condition(clock);
  }

  /** What learns now; undefined before the first shards came. */
  get learning(): LogLearning | undefined {
    return this.#learning;
  }

  get learner(): Learner | undefined {
    return this.#learning?.learner;
  }

  get progress(): Progress {
    return this.learner?.progress ?? NOTHING;
  }

  /** Records of the log that were there at the last look and are not learned. */
  get lag(): number {
    return this.#learning?.lag ?? 0;
  }

  /** Whether everything was learned that the log had when `begin` was called. */
  get isCurrent(): boolean {
    return this.#learning !== undefined && this.progress.applied >= this.#until;
  }

  /** From now on this learns; before the log's present end, `until`, is learned, no list is made. */
  begin(learning: LogLearning, until: number): void {
    this.#learning = learning;
    this.#until = until;
  }

  /** Resolves when the log has been learned up to `offset`, or when `signal` aborts. */
  async reaches(offset: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.progress.applied < offset) await this.advanced.wait(PATIENCE, signal);
  }

  /** Does `work` while nothing is learned. */
  whilePaused<T>(work: () => Promise<T>): Promise<T> {
    return this.#learning?.whilePaused(work) ?? work();
  }
}
