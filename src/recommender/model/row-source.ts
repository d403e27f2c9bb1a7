import type { Sessions } from './sessions/session-scorer.ts';

/** Counts of one item with others. */
export interface Row {
  /** 0 where nothing was counted. */
  get(key: number): number;
  /** Calls `visit` for every count that is not zero, in no order that means anything. */
  visit(visit: (key: number, count: number) => void): void;
}

/** Sums over all users and items. */
export interface Totals {
  /** Users with events that count. */
  readonly users: number;
  readonly itemCount: number;
  readonly popularity: number;
}

/** How use fades with time. */
export interface Fading {
  /** The largest event time that was learned. */
  readonly now: number;
  /** Half-life of a profile's items, milliseconds. */
  readonly profile: number | undefined;
  /** Fading events on each item below a number; undefined where popularity does not fade. */
  readonly recent: ((size: number) => Float64Array) | undefined;
}

/**
 * What lists are made of. The rows may be this instance's own or another's, and then of another offset of the log: an item
 * in them may be one that nothing is known of here yet, whose `itemCount` and `popularity` are 0; it is no candidate.
 *
 * Items go by their numbers, which instances exchange: a number is a function of the log's prefix, and is never given to
 * another item.
 */
export interface RowSource {
  itemCount(item: number): number;
  popularity(item: number): number;
  readonly totals: Totals;
  /** Undefined where nothing fades. */
  readonly fading: Fading | undefined;
  /** All known items have numbers below it. */
  readonly size: number;
  pairs(item: number): Row;
  sequences(item: number): Row;
  /** Where there are some, lists come from neighbour sessions and not from rows. */
  readonly sessions: Sessions | undefined;
}
