import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { execa } from 'execa';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

// Nothing here comes from src/: Kafka is read by its own Java consumer, HDFS through plain fetch.

export interface IndependentCount {
  /** Committed records of the topic. */
  readonly records: number;
  /** Rows in all visible files of the directory. */
  readonly stored: number;
  /** Records without a row. */
  readonly missing: number;
  /** Rows beyond the first of a record, and rows of no record. */
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
}

interface Listed {
  readonly FileStatuses: { readonly FileStatus: readonly { pathSuffix: string; type: string }[] };
}

const jars = join(import.meta.dirname, '../../target/jars/kafka/*');
const witness = join(import.meta.dirname, '../cluster/witness/Witness.java');

/**
 * Holds a topic against a directory of HDFS. JSON lines are recognised by their content, rows of Parquet by `kafka_partition` and
 * `kafka_offset`.
 */
export async function independentCount(counted: Counted): Promise<IndependentCount> {
  const { stdout } = await execa('java', ['-cp', jars, witness, 'read', counted.bootstrapServers, counted.topic], {
    maxBuffer: 1024 * 1024 * 1024,
  });
  const lines = stdout === '' ? [] : stdout.split('\n').map((line) => line.split(' '));
  const rows = new Map<string, number>();
  let stored = 0;
  let parquet = false;
  for await (const path of files(counted, counted.directory)) {
    const content = Buffer.from(await (await call(counted, path, 'OPEN')).arrayBuffer());
    parquet ||= path.endsWith('.parquet');
    for (const row of path.endsWith('.parquet') ? await coordinates(content) : hashes(path, content)) {
      rows.set(row, (rows.get(row) ?? 0) + 1);
      stored++;
    }
  }
  let missing = 0;
  for (const [partition = '', offset = '', , , hash = ''] of lines) {
    const key = parquet ? `${partition}:${offset}` : hash;
    const left = rows.get(key) ?? 0;
    if (left === 0) missing++;
    else rows.set(key, left - 1);
  }
  const twice = [...rows.values()].reduce((sum, left) => sum + left, 0);
  return { records: lines.length, stored, missing, twice };
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

function hashes(path: string, content: Buffer): string[] {
  const text = path.endsWith('.gz') ? gunzipSync(content) : content;
  const lines = text.toString('utf8').split('\n').slice(0, -1);
  return lines.map((line) => createHash('sha256').update(line).digest('hex'));
}

async function coordinates(content: Buffer): Promise<string[]> {
  const bytes = new Uint8Array(content).buffer;
  const file = { byteLength: bytes.byteLength, slice: (start: number, end?: number) => bytes.slice(start, end) };
  const columns = ['kafka_partition', 'kafka_offset'];
  const rows = await parquetReadObjects({ file, columns, compressors });
  return rows.map((row) => `${row.kafka_partition}:${row.kafka_offset}`);
}
