import type { LinePlot } from './plot.ts';

/** Values of one field and how many events have each, the most frequent first. */
export interface ValueCounts {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly events: number }[];
  /** Further values, with their events together. */
  readonly more?: { readonly values: number; readonly events: number };
  /** Events without the field, and those whose value found no room. */
  readonly none: number;
  readonly other: number;
}

/** A sum over `events` events; `total` is an exact decimal number. */
export interface Sum {
  readonly name: string;
  readonly total: string;
  readonly events: number;
  readonly unit?: string;
  /** Digits after the point that are always written. */
  readonly decimals?: number;
}

/** One entry of `statistics:`, as the deployed job has counted it. */
export interface StatisticsTable {
  readonly name: string;
  readonly topics: readonly string[];
  readonly events: number;
  readonly tombstones: number;
  readonly broken: readonly { readonly reason: string; readonly records: number }[];
  readonly late: number;
  readonly counts: readonly ValueCounts[];
  readonly sums: readonly Sum[];
  readonly plots: readonly LinePlot[];
}

export interface StatisticsJob {
  readonly name: string;
  readonly pipeline: string;
  /** ISO instant at which it was read. */
  readonly time: string;
  readonly tables: readonly StatisticsTable[];
  /** Why there are none. */
  readonly problem?: string;
}
