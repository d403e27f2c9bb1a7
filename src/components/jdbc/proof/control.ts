import type { Postgres, TextRow } from '../../../clients/postgres/client.ts';
import type { OffsetRange } from '../../../verify/proof.ts';

/** Offsets of one partition that the sink has decided in transactions of its own, as it wrote them down. */
export interface DecidedRange extends OffsetRange {
  /** Records that became rows, or in `upsert` changed one. */
  readonly rows: number;
  readonly dead: number;
  /** Records without value that were only counted; of `append`. */
  readonly tombstones: number;
  /** Why these offsets were skipped, where they were. */
  readonly lost?: string;
  /** SHA-256 of the contract they were written by; undefined where the sink did not say. */
  readonly contract?: string;
}

/** What the control tables of a sink say of one partition. */
export interface Decided {
  readonly topicId: string;
  /** First offset that is not decided. */
  readonly next: number;
  readonly ranges: readonly DecidedRange[];
  /** Offsets of dead-lettered records, ascending. */
  readonly dead: readonly number[];
}

const number = (text: string | null | undefined): number => Number(text ?? Number.NaN);

/** Whether a table is there. */
export async function exists(postgres: Postgres, quotedName: string): Promise<boolean> {
  const [[found] = [null]] = await postgres.rows('SELECT to_regclass($1)', [quotedName]);
  return found !== null;
}

/** Next offset of one partition that is not decided; undefined where nothing is. */
export async function nextOffset(
  postgres: Postgres,
  sink: string,
  topic: string,
  partition: number,
): Promise<number | undefined> {
  if (!(await exists(postgres, '_pipeline_offsets'))) return undefined;
  const [row] = await postgres.rows(
    'SELECT next_offset FROM _pipeline_offsets WHERE sink = $1 AND topic = $2 AND partition = $3',
    [sink, topic, partition],
  );
  return row === undefined ? undefined : number(row[0]);
}

/** Topics of which the sink has stored something, whether Kafka still has them or not. */
export async function decidedTopics(postgres: Postgres, sink: string): Promise<readonly string[]> {
  if (!(await exists(postgres, '_pipeline_offsets'))) return [];
  const rows = await postgres.rows('SELECT DISTINCT topic FROM _pipeline_offsets WHERE sink = $1 ORDER BY topic', [
    sink,
  ]);
  return rows.map(([topic]) => topic ?? '');
}

/** What is decided of a topic, by partition; empty where the sink has never stored anything in this database. */
export async function readDecided(
  postgres: Postgres,
  sink: string,
  topic: string,
): Promise<ReadonlyMap<number, Decided>> {
  const ask = async (table: string, statement: string): Promise<readonly TextRow[]> =>
    (await exists(postgres, table)) ? postgres.rows(statement, [sink, topic]) : [];
  const offsets = await ask(
    '_pipeline_offsets',
    'SELECT partition, topic_id, next_offset FROM _pipeline_offsets WHERE sink = $1 AND topic = $2',
  );
  const ranges = await ask(
    '_pipeline_ranges',
    `SELECT partition, from_offset, to_offset, rows, dead, to_jsonb(r)->>'lost', to_jsonb(r)->>'contract',
            to_jsonb(r)->>'tombstones'
     FROM _pipeline_ranges r WHERE sink = $1 AND topic = $2 ORDER BY partition, from_offset`,
  );
  const dead = await ask(
    '_pipeline_dead',
    'SELECT partition, "offset" FROM _pipeline_dead WHERE sink = $1 AND topic = $2 ORDER BY partition, "offset"',
  );
  const partitions = new Set([...offsets, ...ranges, ...dead].map(([partition]) => number(partition)));
  const of = (rows: readonly TextRow[], partition: number) => rows.filter(([one]) => number(one) === partition);
  return new Map(
    [...partitions].map((partition) => {
      const [position] = of(offsets, partition);
      const decided: Decided = {
        topicId: position?.[1] ?? '',
        next: position === undefined ? 0 : number(position[2]),
        ranges: of(ranges, partition).map(rangeOf),
        dead: of(dead, partition).map(([, offset]) => number(offset)),
      };
      return [partition, decided];
    }),
  );
}

function rangeOf([, from, to, rows, dead, lost, contract, tombstones]: TextRow): DecidedRange {
  return {
    from: number(from),
    to: number(to),
    rows: number(rows),
    dead: number(dead),
    tombstones: Number(tombstones ?? 0),
    ...(typeof lost === 'string' && { lost }),
    ...(typeof contract === 'string' && { contract }),
  };
}
