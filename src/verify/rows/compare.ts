import { together } from '../../base/together.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';
import { withoutKey } from '../../formats/rows/coordinates.ts';
import type { Beside, StoredRow } from '../../formats/rows/row-format.ts';
import { joinPath } from '../../store/store.ts';
import type { InspectedFile } from '../data-files.ts';
import type { LiveRange } from '../live-range.ts';
import type { ComparedRows } from '../sink.ts';
import { during, type Subject } from '../subject.ts';
import { countsTombstones, expectedTombstone, holdsTombstones } from '../tombstones.ts';
import type { Directories } from './directories.ts';
import { RowSums } from './row-sums.ts';

/** A live range whose rows are to be compared, with its files as they were found. */
export interface ComparedRange {
  readonly range: LiveRange;
  readonly files: readonly InspectedFile[];
  /** What its rows hold beside the value. */
  readonly beside: Beside;
  /** How its directories are named; undefined where only topics and types name any. */
  readonly directories?: Directories | undefined;
}

/** What a record that breaks its contract counts as: no stored row ever equals it. */
const MISFIT = 'misfit';

export type Comparing = Subject & { readonly rows: ComparedRows };

/** The row that must be stored for a record, with its directory where the range tells of such; MISFIT for none. */
export function expectedRow(
  { rows, topic, partition }: Comparing,
  record: RawRecord,
  { beside, directories }: Pick<ComparedRange, 'beside' | 'directories'>,
): string | Buffer {
  if (record.unreadable !== undefined) return `${MISFIT} ${record.offset}`;
  try {
    const { offset, key } = record;
    const origin = typeof beside === 'boolean' ? { partition, offset, key } : { ...record, topic, partition };
    if (record.value === null) return expectedTombstone(rows.tombstones, origin, beside);
    const row = rows.expected(record.value, origin, beside);
    return directories === undefined ? row : lying(row, directories.expected(record.value, record.timestamp));
  } catch {
    return `${MISFIT} ${record.offset}`;
  }
}

const lying = (row: string | Buffer, directory: string): string | Buffer =>
  typeof row === 'string' ? row + directory : Buffer.concat([row, Buffer.from(directory)]);

/** The rows of a file as they count: with its directory where the range tells of such. */
export async function* countedRows(
  { rows, sink }: Comparing,
  { file, entry, fault }: InspectedFile,
  { beside, directories }: Pick<ComparedRange, 'beside' | 'directories'>,
): AsyncGenerator<Iterable<StoredRow>> {
  if (entry === undefined || fault !== undefined) return;
  const isTombstones = holdsTombstones(file.path);
  const told = typeof beside === 'boolean' ? undefined : isTombstones ? withoutKey(beside) : beside;
  const stored = rows.stored(sink.store, joinPath(sink.root, file.path), entry.bytes, told);
  if (directories === undefined || isTombstones) {
    yield* stored;
    return;
  }
  const directory = directories.stored(file.path);
  for await (const some of stored) yield [...some].map((one) => ({ ...one, row: lying(one.row, directory) }));
}

export interface RangeSums {
  /** Committed records of each range, dead-lettered ones included. */
  readonly records: readonly number[];
  /** Those without value that are not dead-lettered, of ranges that only counted such. */
  readonly tombstones: readonly number[];
  /** Whether the rows of each range are the right ones. */
  readonly equal: readonly boolean[];
}

/** Sums the rows of each range on both sides: the topic in one pass, and every file once. `ranges` are ascending. */
export async function compareSums(subject: Comparing, ranges: readonly ComparedRange[]): Promise<RangeSums> {
  const stored = new RowSums(ranges.length);
  const expected = new RowSums(ranges.length);
  const records = ranges.map(() => 0);
  const tombstones = ranges.map(() => 0);
  await together(subject.signal, (start) =>
    Promise.all([
      start((signal) => sumStored(during(subject, signal), ranges, stored)),
      start((signal) => sumExpected(during(subject, signal), ranges, expected, { records, tombstones })),
    ]),
  );
  return { records, tombstones, equal: ranges.map((_, index) => stored.equal(expected, index)) };
}

async function sumStored(subject: Comparing, ranges: readonly ComparedRange[], sums: RowSums): Promise<void> {
  for (const [index, range] of ranges.entries()) {
    for (const file of range.files) {
      for await (const some of countedRows(subject, file, range)) {
        subject.signal.throwIfAborted();
        for (const { row } of some) sums.add(index, row);
      }
    }
  }
}

async function sumExpected(
  subject: Comparing,
  ranges: readonly ComparedRange[],
  sums: RowSums,
  { records, tombstones }: { readonly records: number[]; readonly tombstones: number[] },
): Promise<void> {
  const { kafka, topic, partition, progress } = subject;
  const [first, last] = [ranges[0]?.range, ranges.at(-1)?.range];
  if (first === undefined || last === undefined) return;
  let index = 0;
  let stores = storesOffset(first);
  let seen = 0;
  for await (const record of committedRecords(kafka, topic, partition, { from: first.from, to: last.to })) {
    while (record.offset >= (ranges[index]?.range.to ?? Number.POSITIVE_INFINITY)) {
      index++;
      stores = storesOffset(ranges[index]?.range);
    }
    const compared = ranges[index];
    if (compared === undefined || record.offset < compared.range.from) continue;
    if (++seen % 10_000 === 0) progress.records(10_000);
    if (compared.range.restored !== undefined && !stores(record.offset)) continue;
    records[index] = (records[index] ?? 0) + 1;
    if (!stores(record.offset)) continue;
    if (record.value === null && countsTombstones(compared.range)) tombstones[index] = (tombstones[index] ?? 0) + 1;
    else sums.add(index, expectedRow(subject, record, compared));
  }
  progress.records(seen % 10_000);
}

/** Which offsets a range says that it stored, or counted: a commit all but its dead letters, a retry what it names. */
export function storesOffset(range: LiveRange | undefined): (offset: number) => boolean {
  const restored = range?.restored && new Set(range.restored);
  if (restored !== undefined) return (offset) => restored.has(offset);
  const dead = new Set(range?.deadLettered.map(({ offset }) => offset));
  return (offset) => !dead.has(offset);
}
