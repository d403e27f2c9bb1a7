import type { Store } from '../../store/store.ts';

/** A row as a file holds it; `partition` and `offset` are undefined where the file keeps no coordinates. */
export interface StoredRow {
  readonly row: string | Buffer;
  readonly partition?: number | undefined;
  readonly offset?: number | undefined;
}

/** A record of the topic, as far as a row depends on it. */
export interface Origin {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp?: number;
}

/** How one format's rows are compared: what a record must have become, and what a file holds. */
export interface RowFormat {
  /** Throws Misfit or SyntaxError when no row can come of this value. */
  expected(value: Buffer, origin: Origin, coordinates: boolean): string | Buffer;
  stored(store: Store, path: string, bytes: number): AsyncGenerator<Iterable<StoredRow>>;
}
