import { BinaryReader, BinaryWriter } from '../log/binary.ts';
import type { Row } from '../model/row-source.ts';

/** Form and version of both messages of `POST /rows`; documented in docs/recommender-formats.md. */
const ASK = 'pipeline-rows-ask-1';
const ROWS = 'pipeline-rows-2';
export const MOST_ITEMS = 4_096;
const LARGEST_ANSWER = 32 * 1024 * 1024;

/** What an instance asks of another. */
export interface RowsAsk {
  /** modelDigest of the asking instance: rows of another model are of no use. */
  readonly model: string;
  /** Kafka's id of the log that was learned from. */
  readonly log: string;
  /** The log offset that the asking instance is at. */
  readonly applied: number;
  /** Item numbers. */
  readonly items: readonly number[];
}

/** Rows of one item, as far as lists are made of them, and the log offset that they are as of. */
export interface ItemRows {
  readonly item: number;
  readonly asOf: number;
  readonly pairs: Row;
  readonly sequences: Row;
}

export function packAsk({ model, log, applied, items }: RowsAsk): Buffer {
  const into = new BinaryWriter(128 + 4 * items.length);
  into.name(ASK);
  into.name(model);
  into.name(log);
  into.varint(applied);
  into.varint(items.length);
  for (const item of items) into.varint(item);
  return into.bytes();
}

/** Undefined for what is no request of this version. */
export function unpackAsk(body: Buffer): RowsAsk | undefined {
  try {
    const from = new BinaryReader(body);
    if (from.name() !== ASK) return undefined;
    const [model, log, applied, length] = [from.name(), from.name(), from.varint(), from.varint()];
    if (length > MOST_ITEMS) return undefined;
    return { model, log, applied, items: Array.from({ length }, () => from.varint()) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function packRow(into: BinaryWriter, row: Row): void {
  const keys: number[] = [];
  const counts: number[] = [];
  row.visit((key, count) => {
    keys.push(key);
    counts.push(count);
  });
  into.varint(keys.length);
  for (const [at, key] of keys.entries()) {
    into.varint(key);
    into.signed(counts[at] ?? 0);
  }
}

/** A row that came from another instance. */
class FetchedRow implements Row {
  readonly #counts: ReadonlyMap<number, number>;

  constructor(counts: ReadonlyMap<number, number>) {
    this.#counts = counts;
  }

  get(key: number): number {
    return this.#counts.get(key) ?? 0;
  }

  visit(visit: (key: number, count: number) => void): void {
    for (const [key, count] of this.#counts) visit(key, count);
  }
}

function unpackRow(from: BinaryReader): Row {
  const counts = new Map<number, number>();
  for (let left = from.varint(); left > 0; left--) counts.set(from.varint(), from.signed());
  return new FetchedRow(counts);
}

/** As many of `rows` as one answer holds, the first ones; at least one. */
export function packRows(rows: Iterable<ItemRows>): Buffer {
  const into = new BinaryWriter();
  into.name(ROWS);
  for (const { item, asOf, pairs, sequences } of rows) {
    into.varint(item);
    into.varint(asOf);
    packRow(into, pairs);
    packRow(into, sequences);
    if (into.length > LARGEST_ANSWER) break;
  }
  return into.bytes();
}

/** Throws RangeError for what packRows did not write. */
export function unpackRows(body: Buffer): ItemRows[] {
  const from = new BinaryReader(body);
  if (from.name() !== ROWS) throw new RangeError('these are no rows of this version');
  const rows: ItemRows[] = [];
  while (!from.done) {
    rows.push({ item: from.varint(), asOf: from.varint(), pairs: unpackRow(from), sequences: unpackRow(from) });
  }
  return rows;
}
