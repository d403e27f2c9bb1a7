import type { Model } from '../model/model.ts';
import type { RowSource } from '../model/row-source.ts';
import type { RecommenderSpec } from '../spec.ts';

/** Rows and totals to make one answer of, all of one moment. */
export interface Rows {
  readonly source: RowSource;
  /** Log offsets they are as of, in the form of a written list's `asOf`. */
  readonly asOf: Readonly<Record<string, unknown>>;
}

/**
 * What an instance answers questions out of: its model, and the rows of other instances' shards where they are needed.
 */
export interface Knowledge {
  readonly spec: RecommenderSpec;
  /** Undefined while it has no state yet; `applied` is the next log offset. */
  readonly learned: { readonly model: Model; readonly applied: number } | undefined;
  /**
   * The rows of these items, by their numbers, own or another instance's. Errors: ServiceError when nobody has them
   * now.
   */
  rows(items: readonly number[]): Promise<Rows>;
}
