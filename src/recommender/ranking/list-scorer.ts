import type { History } from '../model/history.ts';
import type { Ranking } from './rank.ts';

/** Makes scores for one list after the other. */
export interface ListScorer {
  /**
   * Offers every candidate with a score above 0 that can be among the best; the order means nothing. `known` are no
   * candidates.
   */
  score(history: History, known: Pick<ReadonlySet<number>, 'has'>, ranking: Pick<Ranking, 'least' | 'offer'>): void;
  /** The user's items that speak most for `candidate` of the last `score`, the strongest first, at most three. */
  reasons(candidate: number): number[];
}
