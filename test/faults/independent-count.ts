import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { eventually } from '../cluster/harness.ts';
import { witness } from '../cluster/witness/witness.ts';

// Nothing here comes from src/: Kafka is read by its own Java consumer, HDFS through plain fetch.

export interface IndependentCount {
  /** Committed records of the topic. */
  readonly records: number;
  /** Rows in all visible files of the directory. */
  readonly stored: number;
  /** Distinct records that the dead-letter topic reports. */
  readonly deadLettered: number;
  /** Records with neither a row nor a report. */
  readonly missing: number;
  /** Rows beyond the first of a record, rows of a reported record, and rows of no record. */
  readonly twice: number;
}

export interface Counted {
  readonly bootstrapServers: string;
  readonly topic: string;
  /** Address of the NameNode's WebHDFS, e.g. `http://127.0.0.1:9870`. */
  readonly webhdfs: string;
  readonly user: string;
  /** Directory of the topic's files in HDFS. */
  readonly directory: string;
  /** The sink's dead-letter topic; without it nothing may be dead-lettered. */
  readonly deadLetters?: string;
}

interface Listed {
  readonly FileStatuses: { readonly FileStatus: readonly { pathSuffix: string; type: string }[] };
}

/**
 * Holds a topic against a directory of HDFS. JSON lines are recognised by their content, rows of Parquet by
 * `kafka_partition` and `kafka_offset`.
 */
export async function independentCount(counted: Counted): Promise<IndependentCount> {
  const lines = (await witness('read', counted.bootstrapServers, counted.topic)).map((line) => line.split(' '));
  const letters = new Set(
    counted.deadLetters === undefined ? [] : await witness('letters', counted.bootstrapServers, counted.deadLetters),
  );
  const rows = new Map<string, number>();
  let stored = 0;
  let parquet = false;
  for await (const path of files(counted, counted.directory)) {
    parquet ||= path.endsWith('.parquet');
    for (const row of await rowsOf(counted, path)) {
      rows.set(row, (rows.get(row) ?? 0) + 1);
      stored++;
    }
  }
  let missing = 0;
  let deadLettered = 0;
  for (const [partition = '', offset = '', , , hash = ''] of lines) {
    if (letters.has(`${partition} ${offset}`)) {
      deadLettered++;
      continue;
    }
    const key = parquet ? `${partition}:${offset}` : hash;
    const left = rows.get(key) ?? 0;
    if (left === 0) missing++;
    else rows.set(key, left - 1);
  }
  const twice = [...rows.values()].reduce((sum, left) => sum + left, 0);
  return { records: lines.length, stored, deadLettered, missing, twice };
}

/**
 * The same count once all `records` of the topic are stored. Until then only files that were not there before are
 * looked at: whole counts would take the processors from the cluster that is waited for.
 */
export async function countWhenStored(counted: Counted, records: number, seconds: number): Promise<IndependentCount> {
  const known = new Map<string, number>();
  return eventually(
    `${records} records in HDFS`,
    async () => {
      let stored = 0;
      for await (const path of files(counted, counted.directory)) {
        const rows = known.get(path) ?? (await rowsOf(counted, path)).length;
        known.set(path, rows);
        stored += rows;
      }
      if (stored < records) throw new Error(`${stored} so far`);
      const whole = await independentCount(counted);
      return whole.stored < records ? undefined : whole;
    },
    seconds,
  );
}

async function rowsOf(counted: Counted, path: string): Promise<string[]> {
  const content = Buffer.from(await (await call(counted, path, 'OPEN')).arrayBuffer());
  return path.endsWith('.parquet') ? coordinates(content) : hashes(path, content);
}

async function call({ webhdfs, user }: Counted, path: string, operation: string): Promise<Response> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const response = await fetch(`${webhdfs}/webhdfs/v1${encoded}?op=${operation}&user.name=${user}`);
  if (!response.ok) throw new Error(`${operation} ${path}: HTTP ${response.status}`);
  return response;
}

async function* files(counted: Counted, directory: string): AsyncGenerator<string> {
  const listed: Listed = JSON.parse(await (await call(counted, directory, 'LISTSTATUS')).text());
  for (const { pathSuffix, type } of listed.FileStatuses.FileStatus) {
    if (/^[_.]/.test(pathSuffix)) continue;
    if (type === 'DIRECTORY') yield* files(counted, `${directory}/${pathSuffix}`);
    else yield `${directory}/${pathSuffix}`;
  }
}

/** The hash of each line's bytes: what cannot be read as text counts too. */
function hashes(path: string, content: Buffer): string[] {
  const bytes = path.endsWith('.gz') ? gunzipSync(content) : content;
  const found: string[] = [];
  for (let from = 0, to = bytes.indexOf(10); to >= 0; from = to + 1, to = bytes.indexOf(10, from)) {
    found.push(createHash('sha256').update(bytes.subarray(from, to)).digest('hex'));
  }
  return found;
}

async function coordinates(content: Buffer): Promise<string[]> {
  const bytes = new Uint8Array(content).buffer;
  const file = { byteLength: bytes.byteLength, slice: (start: number, end?: number) => bytes.slice(start, end) };
  const columns = ['kafka_partition', 'kafka_offset'];
  const rows = await parquetReadObjects({ file, columns, compressors });
  return rows.map((row) => `${row.kafka_partition}:${row.kafka_offset}`);
}
