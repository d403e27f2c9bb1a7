import { own } from '../../base/values.ts';
import type { RecommenderSpec } from '../spec.ts';

/** A source record as the log keeps it. */
export interface LoggedEvent {
  readonly user: string;
  readonly item: string;
  readonly type: string;
  /** The weight itself, where the event carries one. */
  readonly rating: number | null;
  /** Event time, milliseconds since the epoch. */
  readonly time: number;
}

/** What an event says about the user's taste: its rating, or the weight of its type; 0 = nothing any more. */
export function weightOf(
  { type, rating }: Pick<LoggedEvent, 'type' | 'rating'>,
  weights: RecommenderSpec['weights'],
): number {
  return rating ?? own(weights, type) ?? 0;
}
