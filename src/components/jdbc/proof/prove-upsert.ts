import { committedRecords } from '../../../clients/kafka/committed.ts';
import { countCommitted } from '../../../clients/kafka/count-committed.ts';
import type { Finding } from '../../../verify/proof.ts';
import { type Column, quoted, type RowTable } from '../tables.ts';
import type { DecidedRange } from './control.ts';
import { differingColumn } from './expected.ts';
import type { RangeProof } from './prove-range.ts';
import type { PartitionSubject, TopicSubject } from './subject.ts';

/** The last record of a key. */
interface Latest {
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  /** null: a tombstone. */
  readonly value: Buffer | null;
}

const AT_ONCE = 10_000;
const NAMED_AT_MOST = 10;

/** Each range has changed as many rows as the topic has records there; which rows there are is judged as a whole. */
export async function proveApplied(subject: PartitionSubject, range: DecidedRange): Promise<RangeProof> {
  const { kafka, topic, partition, progress } = subject;
  const [records = 0] = await countCommitted(kafka, topic, partition, [range], progress.records);
  const decided = range.rows + range.dead;
  const { from, to } = range;
  const message = `the topic has ${records} committed records here, the range decided ${range.rows} changes and ${range.dead} dead letters`;
  const wrong: Finding = {
    kind: records > decided ? 'missing' : 'duplicate',
    failure: true,
    message,
    ...{ topic, partition, range: { from, to } },
  };
  return {
    ...{ records, stored: range.rows, changed: 0 },
    missing: Math.max(0, records - decided),
    duplicates: Math.max(0, decided - records),
    findings: records === decided ? [] : [wrong],
  };
}

/** How many keys are wrong in each partition, and which. */
export interface KeysProof {
  readonly findings: readonly Finding[];
  readonly missing: ReadonlyMap<number, number>;
  readonly duplicates: ReadonlyMap<number, number>;
  readonly changed: ReadonlyMap<number, number>;
}

/**
 * Holds the rows of an `upsert` table against the last value of each key, worked out from the whole topic: memory grows
 * with the number of keys.
 */
export async function proveKeys(subject: TopicSubject, partitions: readonly PartitionSubject[]): Promise<KeysProof> {
  const [table] = subject.tables;
  const found = new KeyFindings(subject.topic);
  if (table?.columns === undefined) return found;
  const key = subject.settings.key.flatMap((name) => table.columns?.find((column) => column.name === name) ?? []);
  const latest = await lastOfEachKey(partitions, key);
  const held = new Set<string>();
  const starts = new Map<number, number>();
  for (const { kafka, topic, partition } of partitions)
    starts.set(partition, (await kafka.bounds(topic, partition)).start);
  const columns = subject.expected.columns(table);
  for await (const cells of allRows(subject, table)) {
    const [partition, offset] = [Number(cells[0]), Number(cells[1])];
    const stored = storedValues(subject, table, cells.slice(2));
    const name = JSON.stringify(key.map((column) => stored?.get(column.name)));
    if (held.has(name)) {
      found.add('duplicate', partition, offset, `more than one row has the key of the row of offset ${offset}`);
      continue;
    }
    held.add(name);
    const candidates = latest.get(name) ?? [];
    latest.delete(name);
    // What retention removed can say nothing of the row any more.
    if (candidates.length === 0 && offset < (starts.get(partition) ?? 0)) continue;
    const record = candidates.find((one) => one.offset === offset && one.partition === partition);
    const [newest] = candidates;
    if (newest === undefined) {
      found.add('foreign-row', partition, offset, `a row of offset ${offset} is there, but no record of its key`);
    } else if (candidates.every(({ value }) => value === null)) {
      const why = `offset ${newest.offset} deleted its key`;
      found.add('foreign-row', partition, offset, `a row of offset ${offset} is there, but ${why}`);
    } else if (record === undefined || record.value === null) {
      const latestAt = `${subject.topic}-${newest.partition}, offset ${newest.offset}`;
      const why = `the row of offset ${offset} is not the latest of its key, which is ${latestAt}`;
      found.add('changed', partition, offset, why);
    } else if (subject.deep) {
      const column = stored && differingColumn(subject.expected.row(record.key, record.value).values, stored);
      if (stored !== undefined && column === undefined) continue;
      const which = column ?? columns[0]?.name;
      found.add('changed', partition, offset, `column ${which} differs from the record at offset ${offset}`);
    }
  }
  for (const candidates of latest.values()) {
    const [newest] = candidates;
    if (newest === undefined || candidates.some(({ value }) => value === null)) continue;
    const { partition, offset } = newest;
    found.add('missing', partition, offset, `no row holds the record at offset ${offset}, the latest of its key`);
  }
  return found;
}

class KeyFindings implements KeysProof {
  readonly findings: Finding[] = [];
  readonly missing = new Map<number, number>();
  readonly duplicates = new Map<number, number>();
  readonly changed = new Map<number, number>();
  readonly #topic: string;

  constructor(topic: string) {
    this.#topic = topic;
  }

  add(
    kind: 'missing' | 'duplicate' | 'foreign-row' | 'changed',
    partition: number,
    offset: number,
    message: string,
  ): void {
    const { missing, duplicates, changed } = this;
    const counts = { missing, duplicate: duplicates, 'foreign-row': duplicates, changed }[kind];
    const before = [...counts.values()].reduce((sum, count) => sum + count, 0);
    counts.set(partition, (counts.get(partition) ?? 0) + 1);
    if (before > NAMED_AT_MOST) return;
    const range = { from: offset, to: offset + 1 };
    const text = before === NAMED_AT_MOST ? 'and more, which the counts tell' : message;
    this.findings.push({ kind, failure: true, message: text, topic: this.#topic, partition, range });
  }
}

/**
 * The last record of every key in each partition that has one, in what the sink has decided, dead-lettered ones left
 * out: between partitions there is no order, so any of them may be the row.
 */
async function lastOfEachKey(partitions: readonly PartitionSubject[], key: readonly Column[]) {
  const latest = new Map<string, readonly Latest[]>();
  for (const { kafka, topic, partition, decided, expected, asRow, progress } of partitions) {
    const dead = new Set(decided.dead);
    const { start } = await kafka.bounds(topic, partition);
    for (const range of decided.ranges) {
      if (range.lost !== undefined) continue;
      const from = Math.max(range.from, start);
      for await (const record of committedRecords(kafka, topic, partition, { from, to: range.to })) {
        progress.records(1);
        if (dead.has(record.offset) || record.unreadable !== undefined) continue;
        const row = readable(() => asRow(record));
        const name = row && readable(() => JSON.stringify(expected.keyOf(key, row.key, row.value)));
        if (row === undefined || name === undefined) continue;
        // Key and value share memory with the whole of what was fetched.
        const [ownKey, ownValue] = [row.key, row.value].map((bytes) => (bytes === null ? null : Buffer.from(bytes)));
        const others = (latest.get(name) ?? []).filter((one) => one.partition !== partition);
        const last = { partition, offset: record.offset, key: ownKey ?? null, value: ownValue ?? null };
        latest.set(name, [last, ...others]);
      }
    }
  }
  return latest;
}

/** undefined for a record that names no row: it made none, and its range counts it. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function storedValues({ expected }: TopicSubject, table: RowTable, cells: readonly (string | null)[]) {
  try {
    return expected.stored(expected.columns(table), cells);
  } catch {
    return undefined;
  }
}

/** Every row of a table, coordinates first. */
async function* allRows({ postgres, expected }: TopicSubject, table: RowTable) {
  const names = expected.columns(table).map(({ name }) => quoted(name));
  await postgres.rows(
    `DECLARE pipeline_rows NO SCROLL CURSOR FOR SELECT ${['_partition', '_offset', ...names].join(', ')} FROM ${quoted(table.name)}`,
  );
  try {
    for (;;) {
      const rows = await postgres.rows(`FETCH ${AT_ONCE} FROM pipeline_rows`);
      yield* rows;
      if (rows.length < AT_ONCE) return;
    }
  } finally {
    await postgres.rows('CLOSE pipeline_rows');
  }
}
