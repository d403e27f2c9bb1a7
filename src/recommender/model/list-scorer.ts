import type { History } from './history.ts';

/** Makes scores for one list after the other. */
export interface ListScorer {
  /** Calls `visit` once for every candidate with a score above 0; the order means nothing. `known` are no candidates. */
  score(history: History, known: Pick<ReadonlySet<number>, 'has'>, visit: (item: number, score: number) => void): void;
  /** The user's items that speak most for `candidate` of the last `score`, the strongest first, at most three. */
  reasons(candidate: number): number[];
}
