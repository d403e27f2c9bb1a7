import type { Batch } from '../../../clients/kafka/batches.ts';
import { committedBatches, committedRecords } from '../../../clients/kafka/committed.ts';
import { type RawRecord, recordsOf } from '../../../clients/kafka/records.ts';
import type { Finding, OffsetRange } from '../../../verify/proof.ts';
import type { DecidedRange } from './control.ts';
import { differingColumn, type RowValues } from './expected.ts';
import { nameEach } from './name-offsets.ts';
import { rowsOf, type StoredRow, sumsOf, timesOf } from './stored-rows.ts';
import type { PartitionSubject } from './subject.ts';

/** What one range turned out to be. */
export interface RangeProof {
  readonly records: number;
  readonly stored: number;
  readonly missing: number;
  readonly duplicates: number;
  readonly changed: number;
  readonly findings: readonly Finding[];
}

/** Holds the rows of one range against the records of the topic: each coordinate once, with `deep` each value too. */
export async function proveRange(subject: PartitionSubject, range: DecidedRange): Promise<RangeProof> {
  const { postgres, tables, partition } = subject;
  const expected = await expectedOffsets(subject, range);
  const records = expected.all;
  const findings: Finding[] = [];
  const sum = range.rows + range.dead + range.tombstones;
  if (records !== sum) {
    const counted = range.tombstones === 0 ? '' : `, ${range.tombstones} tombstones`;
    const decided = `${range.rows} rows${counted} and ${range.dead} dead letters`;
    findings.push({
      kind: records > sum ? 'missing' : 'duplicate',
      failure: true,
      message: `the topic has ${records} committed records here, the range decided ${decided}`,
      ...place(subject, range),
    });
  }
  if (expected.tombstones !== range.tombstones) {
    findings.push({
      kind: expected.tombstones < range.tombstones ? 'missing' : 'duplicate',
      failure: true,
      message: `the topic has ${expected.tombstones} records without value here, the range counted ${range.tombstones}`,
      ...place(subject, range),
    });
  }
  const stored = await sumsOf(postgres, tables, partition, range);
  const sums = sumsOfMarks(expected.marks);
  const equal = stored.count === sums.count && stored.sum === sums.sum && stored.squares === sums.squares;
  // Rows twice can have the sums of others that are missing.
  const named = equal && !subject.deep ? undefined : await nameOffsets(subject, range, expected.marks);
  findings.push(...(named?.findings ?? []));
  const compared = subject.deep ? await compareValues(subject, range) : { changed: 0, findings: [] };
  return {
    records,
    stored: stored.count,
    missing: named?.missing ?? 0,
    duplicates: named?.duplicates ?? 0,
    changed: compared.changed,
    findings: [...findings, ...compared.findings],
  };
}

const place = ({ topic, partition }: PartitionSubject, { from, to }: OffsetRange) => ({
  topic,
  partition,
  range: { from, to },
});

/**
 * A mark for each offset of the range that must have a row, and how many records there are, dead ones too. Values are
 * only looked at where the range says that it counted records without one.
 */
async function expectedOffsets({ kafka, topic, partition, decided, progress }: PartitionSubject, range: DecidedRange) {
  const marks = new Uint8Array(range.to - range.from);
  const dead = new Set(decided.dead);
  let [all, tombstones] = [0, 0];
  for await (const batch of committedBatches(kafka, topic, partition, range)) {
    const whole = batch.lastOffset - batch.baseOffset + 1 === batch.records;
    const offsets = whole
      ? Array.from({ length: batch.records }, (_, index) => batch.baseOffset + index)
      : Array.from(await recordsOf(batch), ({ offset }) => offset);
    const empty = range.tombstones === 0 ? new Set<number>() : await withoutValue(batch);
    for (const offset of offsets) {
      if (offset < range.from || offset >= range.to) continue;
      all += 1;
      if (empty.has(offset) && !dead.has(offset)) tombstones += 1;
      else marks[offset - range.from] = 1;
    }
    progress.records(batch.records);
  }
  for (const offset of dead) if (offset >= range.from && offset < range.to) marks[offset - range.from] = 0;
  return { marks, all, tombstones };
}

const withoutValue = async (batch: Batch): Promise<ReadonlySet<number>> =>
  new Set(Array.from(await recordsOf(batch)).flatMap(({ offset, value }) => (value === null ? [offset] : [])));

function sumsOfMarks(marks: Uint8Array) {
  let [count, sum, squares] = [0, 0, 0];
  for (let at = 0; at < marks.length; at += 1) {
    if (marks[at] === 0) continue;
    count += 1;
    sum += at;
    squares += at * at;
  }
  return { count, sum, squares };
}

async function nameOffsets(subject: PartitionSubject, range: OffsetRange, marks: Uint8Array) {
  const times = await timesOf(subject.postgres, subject.tables, subject.partition, range);
  const missing: number[] = [];
  for (let at = 0; at < marks.length; at += 1) {
    if (marks[at] === 1 && !times.has(range.from + at)) missing.push(range.from + at);
  }
  const all = [...times].sort(([a], [b]) => a - b);
  const foreign = all.filter(([offset]) => marks[offset - range.from] !== 1).map(([offset]) => offset);
  const twice = all
    .filter(([offset, count]) => count > 1 && marks[offset - range.from] === 1)
    .map(([offset]) => offset);
  const where = { topic: subject.topic, partition: subject.partition };
  return {
    missing: missing.length,
    duplicates: foreign.length + twice.length,
    findings: [
      ...nameEach(missing, 'missing', 'no row holds the record at offset', where),
      ...nameEach(twice, 'duplicate', 'more than one row holds the record at offset', where),
      ...nameEach(foreign, 'foreign-row', 'a row stands where no record was stored, at offset', where),
    ],
  };
}

/** Reads the rows and the records of a range side by side. */
async function compareValues(subject: PartitionSubject, range: DecidedRange) {
  const { postgres, tables, expected, partition, topic, kafka, decided } = subject;
  if (range.contract !== undefined && range.contract !== subject.contract) {
    const message = 'written under another contract than the present one: counted, but rows not compared';
    return {
      changed: 0,
      findings: [{ kind: 'unchecked' as const, failure: false, message, ...place(subject, range) }],
    };
  }
  const dead = new Set(decided.dead);
  const changed = new Map<number, string>();
  const pieces = rowsOf(postgres, tables, expected, partition, range);
  let piece = await pieces.next();
  for await (const record of committedRecords(kafka, topic, partition, range)) {
    const { offset } = record;
    while (!piece.done && offset >= piece.value.range.to) piece = await pieces.next();
    if (piece.done) break;
    const rows = piece.value.rows.get(offset) ?? [];
    if (dead.has(offset)) continue;
    for (const row of rows) {
      const why = difference(subject, row, record);
      if (why !== undefined) changed.set(offset, why);
    }
  }
  await pieces.return(undefined);
  const [first] = changed.values();
  const message = `the stored row differs from the record${first === undefined ? '' : ` (${first})`} at offset`;
  return {
    changed: changed.size,
    findings: nameEach([...changed.keys()], 'changed', message, { topic, partition }),
  };
}

/** What of a row is not as its record says; undefined when all is. */
function difference(
  { expected }: PartitionSubject,
  row: StoredRow,
  { key, value, unreadable }: RawRecord,
): string | undefined {
  if (value === null) return 'which is a tombstone';
  if (unreadable !== undefined) return unreadable;
  try {
    const record = expected.row(key, value);
    if (row.table.type !== undefined && row.table.type !== record.type) return `of type ${record.type}`;
    const column = differingColumn(record.values, storedValues(row, expected));
    return column === undefined ? undefined : `column ${column}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const storedValues = ({ table, cells }: StoredRow, expected: PartitionSubject['expected']): RowValues =>
  expected.stored(expected.columns(table), cells);
