import type { Store } from '../../store/store.ts';
import type { Coordinates } from './coordinates.ts';
import type { Origin } from './origin.ts';

/** A row as a file holds it; `partition` and `offset` are undefined where the file keeps no coordinates. */
export interface StoredRow {
  readonly row: string | Buffer;
  readonly partition?: number | undefined;
  readonly offset?: number | undefined;
}

/** What stands beside the value: where the record stands or not, or what its link tells. */
export type Beside = boolean | Coordinates;

/** How one format's rows are compared: what a record must have become, and what a file holds. */
export interface RowFormat {
  /** Throws Misfit or SyntaxError when no row can come of this value. */
  expected(value: Buffer, origin: Origin, beside: Beside): string | Buffer;
  /** `told`: what its link tells of columns beside the value. */
  stored(store: Store, path: string, bytes: number, told?: Coordinates): AsyncGenerator<Iterable<StoredRow>>;
}
