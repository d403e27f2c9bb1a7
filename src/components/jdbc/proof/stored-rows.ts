import type { Postgres } from '../../../clients/postgres/client.ts';
import type { OffsetRange } from '../../../verify/proof.ts';
import { quoted, type RowTable } from '../tables.ts';
import type { ExpectedRows } from './expected.ts';

/** How many rows a range has, and what their places in it sum up to, plainly and squared: exact below 2^53. */
export interface OffsetSums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** A row with its coordinates. */
export interface StoredRow {
  readonly table: RowTable;
  readonly partition: number;
  readonly offset: number;
  /** In the order of the table's columns. */
  readonly cells: readonly (string | null)[];
}

/** Rows that are read at once. */
const AT_ONCE = 10_000;

const WITHIN = '_partition = $1 AND _offset >= $2 AND _offset < $3';

/** The sums of the rows of one range over all tables of its topic. */
export async function sumsOf(
  postgres: Postgres,
  tables: readonly RowTable[],
  partition: number,
  { from, to }: OffsetRange,
): Promise<OffsetSums> {
  let [count, sum, squares] = [0, 0, 0];
  for (const { name } of tables) {
    const [row = []] = await postgres.rows(
      `SELECT count(*), coalesce(sum(_offset - $2), 0), coalesce(sum((_offset - $2) * (_offset - $2)), 0)
       FROM ${quoted(name)} WHERE ${WITHIN}`,
      [partition, from, to],
    );
    const [rows = 0, offsets = 0, squared = 0] = row.map(Number);
    [count, sum, squares] = [count + rows, sum + offsets, squares + squared];
  }
  return { count, sum, squares };
}

/** How often each offset of a range has a row. */
export async function timesOf(
  postgres: Postgres,
  tables: readonly RowTable[],
  partition: number,
  { from, to }: OffsetRange,
): Promise<ReadonlyMap<number, number>> {
  const times = new Map<number, number>();
  for (const { name } of tables) {
    const rows = await postgres.rows(`SELECT _offset FROM ${quoted(name)} WHERE ${WITHIN}`, [partition, from, to]);
    for (const [offset] of rows) times.set(Number(offset), (times.get(Number(offset)) ?? 0) + 1);
  }
  return times;
}

/** The rows of a range, by offset, some at a time: each piece with the range that it is all of. */
export async function* rowsOf(
  postgres: Postgres,
  tables: readonly RowTable[],
  expected: ExpectedRows,
  partition: number,
  { from, to }: OffsetRange,
): AsyncGenerator<{ readonly range: OffsetRange; readonly rows: ReadonlyMap<number, readonly StoredRow[]> }> {
  for (let at = from; at < to; at += AT_ONCE) {
    const range = { from: at, to: Math.min(at + AT_ONCE, to) };
    const rows = new Map<number, StoredRow[]>();
    for (const table of tables) {
      const names = expected.columns(table).map(({ name }) => quoted(name));
      const found = await postgres.rows(
        `SELECT ${['_offset', ...names].join(', ')} FROM ${quoted(table.name)} WHERE ${WITHIN}`,
        [partition, range.from, range.to],
      );
      for (const [place, ...cells] of found) {
        const offset = Number(place);
        rows.set(offset, [...(rows.get(offset) ?? []), { table, partition, offset, cells }]);
      }
    }
    yield { range, rows };
  }
}

/** Rows of a topic's tables that lie in none of its ranges: their number, and some of their coordinates. */
export async function strayRows(
  postgres: Postgres,
  { name, topic }: RowTable,
  sink: string,
): Promise<{ readonly count: number; readonly examples: readonly (readonly [partition: number, offset: number])[] }> {
  const ranges = `SELECT 1 FROM _pipeline_ranges r WHERE r.sink = $1 AND r.topic = $2 AND r.partition = t._partition
    AND t._offset >= r.from_offset AND t._offset < r.to_offset AND to_jsonb(r)->>'lost' IS NULL`;
  const stray = `FROM ${quoted(name)} t WHERE NOT EXISTS (${ranges})`;
  const [[count] = ['0']] = await postgres.rows(`SELECT count(*) ${stray}`, [sink, topic]);
  if (count === '0') return { count: 0, examples: [] };
  const rows = await postgres.rows(`SELECT _partition, _offset ${stray} ORDER BY _partition, _offset LIMIT 10`, [
    sink,
    topic,
  ]);
  return { count: Number(count), examples: rows.map(([partition, offset]) => [Number(partition), Number(offset)]) };
}
