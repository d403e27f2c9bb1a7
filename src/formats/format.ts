import type { EventContract } from '../language/model.ts';
import type { Store } from '../store/store.ts';
import type { RowFormat } from './rows/row-format.ts';

/** What can be told of a file by looking into it. */
export interface Inspected {
  /** Undefined where counting them takes reading all of it, and nobody asked. */
  readonly rows: number | undefined;
  /** Whether each row says which record it is. */
  readonly coordinates: boolean;
}

/**
 * The value of a row's field as JSON would hold it, exactly (rows/exact-json.ts); null or undefined where it has none.
 * Throws Unreadable.
 */
export type Fields = (name: string) => unknown;

/** One format of files: everything the tool knows about it, in one folder and one line of formats/formats.ts. */
export interface Format {
  /** The word in YAML, and the connector's. */
  readonly name: string;
  /** What its files hold, for the JSON Schema. */
  readonly description: string;
  /** How its files' names end, compressed or not. */
  readonly endings: readonly string[];
  readonly compressions: readonly string[];
  /** The one that is used unless another is declared. */
  readonly compression: string;
  /** Whether rows have typed columns: then the contracts of the events must be known. */
  readonly typed: boolean;
  /** Its files may leave out columns that the names of directories hold, and are read as if they held them. */
  readonly leavesOut?: true;
  /** What the name of a field must be, where its files cannot hold every name. */
  readonly names?: { readonly pattern: RegExp; readonly title: string };
  /** Throws what its reader throws at a file that is none. `count`: whether rows are to be counted at any cost. */
  inspect(store: Store, path: string, bytes: number, count: boolean): Promise<Inspected>;
  /** The rows as lines of text, exactly; as bytes where the file holds lines, of whatever they are. */
  lines(store: Store, path: string, bytes: number): AsyncGenerator<string | Buffer>;
  /** The rows, some at once, by those fields that `names` lists; undefined for a row that has no fields. */
  records(
    store: Store,
    path: string,
    bytes: number,
    names: readonly string[],
  ): AsyncGenerator<readonly (Fields | undefined)[]>;
  /** How rows are held against records; undefined where that takes a contract and there is none. */
  rows(contract: EventContract | undefined): RowFormat | undefined;
}
