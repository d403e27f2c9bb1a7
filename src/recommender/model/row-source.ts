import type { Sessions } from './sessions/sessions.ts';

/** Keys and their counts, side by side, in no order that means anything. */
export interface Entries {
  readonly keys: Int32Array;
  readonly counts: Float64Array;
  readonly length: number;
}

/** All counts of one item with others. */
export interface Counts {
  /** How many are not zero. */
  readonly size: number;
  get(key: number): number;
  /**
   * Writes every one that is not zero, and its key, to the beginning of arrays of at least `size`; returns how many.
   */
  copyTo(keys: Int32Array, counts: Float64Array): number;
}

/** The largest counts of one item with others: those that lists are made of. */
export interface Row {
  /** 0 where nothing was counted, or too little to be among the largest. */
  get(key: number): number;
  /** Calls `visit` for each of them, in no order that means anything. */
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
 * What lists are made of. The rows may be this instance's own or another's, and then of another offset of the log: an
 * item in them may be one that nothing is known of here yet, whose `itemCount` and `popularity` are 0; it is no
 * candidate.
 *
 * Items go by their numbers, which instances exchange: a number is a function of the log's prefix, and is never given
 * to another item.
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
