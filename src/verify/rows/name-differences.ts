import { committedRecords } from '../../clients/kafka/committed.ts';
import { tellPlace } from '../../formats/rows/coordinates.ts';
import type { Beside } from '../../formats/rows/row-format.ts';
import { countsTombstones } from '../tombstones.ts';
import { type ComparedRange, type Comparing, countedRows, expectedRow, storesOffset } from './compare.ts';
import { rowHash } from './row-sums.ts';

/** The records in which a range differs, by offset. */
export interface Differences {
  readonly missing: readonly number[];
  readonly duplicates: readonly number[];
  readonly changed: readonly number[];
  /** Rows that no record of the range accounts for. */
  readonly strange: number;
}

interface StoredRows {
  /** How often each row is stored. */
  readonly times: Map<string, number>;
  /** With coordinates: how often each offset is stored. */
  readonly offsets: Map<number, number>;
}

/**
 * Reads one range again and names the records in which both sides differ. Memory grows with the range, so this is for
 * ranges whose sums differ. Rows without coordinates are told apart by content only: then a changed row is one record
 * without its row beside one row without its record.
 */
export async function nameDifferences(subject: Comparing, compared: ComparedRange): Promise<Differences> {
  const stored = await storedRows(subject, compared);
  const unmatched: number[] = [];
  const seen = new Map<string, number>();
  const stores = storesOffset(compared.range);
  const { kafka, topic, partition } = subject;
  for await (const record of committedRecords(kafka, topic, partition, compared.range)) {
    if (!stores(record.offset) || (record.value === null && countsTombstones(compared.range))) continue;
    const hash = rowHash(expectedRow(subject, record, compared));
    const left = stored.times.get(hash) ?? 0;
    if (left === 0) {
      unmatched.push(record.offset);
      continue;
    }
    stored.times.set(hash, left - 1);
    seen.set(hash, record.offset);
  }
  return hasPlace(compared.beside) ? byOffset(stored, unmatched) : byContent(stored, unmatched, seen);
}

const hasPlace = (beside: Beside): boolean => (typeof beside === 'boolean' ? beside : tellPlace(beside));

async function storedRows(subject: Comparing, range: ComparedRange): Promise<StoredRows> {
  const times = new Map<string, number>();
  const offsets = new Map<number, number>();
  for (const file of range.files) {
    for await (const some of countedRows(subject, file, range)) {
      for (const { row, offset } of some) {
        const hash = rowHash(row);
        times.set(hash, (times.get(hash) ?? 0) + 1);
        if (offset !== undefined) offsets.set(offset, (offsets.get(offset) ?? 0) + 1);
      }
    }
  }
  return { times, offsets };
}

function byOffset({ times, offsets }: StoredRows, unmatched: readonly number[]): Differences {
  const changed = unmatched.filter((offset) => offsets.has(offset));
  const missing = unmatched.filter((offset) => !offsets.has(offset));
  const duplicates = [...offsets].filter(([, count]) => count > 1).map(([offset]) => offset);
  const left = [...times.values()].reduce((sum, count) => sum + count, 0);
  const repeats = [...offsets.values()].reduce((sum, count) => sum + count - 1, 0);
  return { missing, changed, duplicates, strange: Math.max(0, left - changed.length - repeats) };
}

function byContent(
  { times }: StoredRows,
  unmatched: readonly number[],
  seen: ReadonlyMap<string, number>,
): Differences {
  const duplicates: number[] = [];
  let strange = 0;
  for (const [hash, count] of times) {
    const offset = seen.get(hash);
    if (offset === undefined) strange += count;
    else for (let repeat = 0; repeat < count; repeat++) duplicates.push(offset);
  }
  const changed = unmatched.slice(0, strange);
  return { missing: unmatched.slice(strange), changed, duplicates, strange: Math.max(0, strange - changed.length) };
}
