import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
  type DuckDBValue,
} from '@duckdb/node-api';
// It drops a byte order mark at the start of a text, which is part of the text.
import accessors from '@duckdb/node-api/lib/vectors/dataAccessors.js';
import { stored } from './stored.ts';

Object.assign(accessors, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) });

/** Where a record stands in its topic: `partition:offset`. */
export const placeOf = (partition: number, offset: bigint | number): string => `${partition}:${offset}`;

/** One row of a file: where its record stands, its columns but the coordinates, and the directory of the file. */
export interface Found {
  readonly place: string;
  readonly row: string;
  readonly directory: string;
}

/**
 * Reads what sinks have stored without a line of the product: DuckDB's own readers, nothing downloaded, nothing
 * inferred.
 */
export class Judge {
  readonly #connection: DuckDBConnection;
  readonly #copies = mkdtempSync(join(tmpdir(), 'judge-'));

  #read = 0;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(): Promise<Judge> {
    const settings = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', threads: '1' };
    return new Judge(await (await DuckDBInstance.create(':memory:', settings)).connect());
  }

  close(): void {
    this.#connection.closeSync();
    rmSync(this.#copies, { recursive: true });
  }

  /** Every row of the Parquet files below a directory, as they lie in it. */
  async *rows(directory: string): AsyncGenerator<Found> {
    for (const file of visible('**/*.parquet', directory)) yield* this.#rowsOf(directory, file);
  }

  /** The tombstones that a sink has kept: where they stand, and their keys. */
  async *tombstones(directory: string): AsyncGenerator<Found> {
    for (const file of globSync('_tombstones/*.parquet', { cwd: directory })) yield* this.#rowsOf(directory, file);
  }

  async *#rowsOf(directory: string, file: string): AsyncGenerator<Found> {
    // DuckDB knows files by their names and keeps what it has read of them.
    const copy = join(this.#copies, `${this.#read++}.parquet`);
    writeFileSync(copy, withPlainNanoseconds(readFileSync(join(directory, file))));
    const query = `SELECT * FROM read_parquet('${copy}', hive_partitioning = false)`;
    const result = await this.#connection.stream(query);
    const names = result.columnNames();
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const values of chunk.getRows()) {
        const columns = new Map(names.map((name, n) => [name, values[n] ?? null]));
        const place = placeOf(Number(columns.get('kafka_partition')), BigInt(String(columns.get('kafka_offset'))));
        columns.delete('kafka_partition');
        columns.delete('kafka_offset');
        const row = stored.row([...columns].map(([name, value]) => [name, notation(value)]));
        yield { place, row, directory: directoryOfFile(file) };
      }
    }
    rmSync(copy);
  }
}

/** TimestampType in a Parquet footer (Thrift's compact protocol): adjusted to UTC, in nanoseconds. */
const nanosecondsInUtc = Buffer.from('111c3c000000', 'hex');
const nanosecondsWithoutZone = Buffer.from('121c3c000000', 'hex');

/**
 * The same file, in which columns of nanoseconds say that they have no zone: DuckDB reads those whole, and cuts times
 * in UTC to the microsecond.
 */
function withPlainNanoseconds(file: Buffer): Buffer {
  const footer = file.length - 8 - file.readUInt32LE(file.length - 8);
  if (file.includes(nanosecondsWithoutZone, footer)) throw new Error('a column of nanoseconds is not in UTC');
  const copy = Buffer.from(file);
  for (let at = copy.indexOf(nanosecondsInUtc, footer); at >= 0; at = copy.indexOf(nanosecondsInUtc, at))
    nanosecondsWithoutZone.copy(copy, at);
  return copy;
}

const directoryOfFile = (file: string) => (dirname(file) === '.' ? '' : dirname(file));

/** Files that readers see: neither they nor a directory above them are hidden by `_` or `.` before their name. */
const visible = (pattern: string, directory: string) =>
  globSync(pattern, { cwd: directory }).filter((file) => !file.split('/').some((part) => /^[_.]/.test(part)));

/** A line of a file, the partition that the file's name tells, and its directory. */
export interface Line {
  readonly partition: number;
  readonly line: Buffer;
  readonly directory: string;
}

/** The lines of the JSON files below a directory. */
export function* lines(directory: string): Generator<Line> {
  for (const file of visible('**/*.{json,json.gz}', directory)) {
    const content = readFileSync(join(directory, file));
    const whole = file.endsWith('.gz') ? gunzipSync(content) : content;
    const partition = Number(basename(file).split('+').at(-3));
    let from = 0;
    for (let end = whole.indexOf(10, from); end >= 0; end = whole.indexOf(10, from)) {
      yield { partition, line: whole.subarray(from, end), directory: directoryOfFile(file) };
      from = end + 1;
    }
    if (from !== whole.length) throw new Error(`${file} ends within a line`);
  }
}

function notation(value: DuckDBValue): string {
  if (value === null) return stored.nothing;
  if (typeof value === 'string') return stored.text(value);
  if (typeof value === 'bigint') return stored.whole(value);
  if (typeof value === 'number') return stored.double(value);
  if (typeof value === 'boolean') return stored.yesNo(value);
  if (value instanceof DuckDBTimestampTZValue) return stored.micros(value.micros);
  if (value instanceof DuckDBTimestampNanosecondsValue) return stored.nanos(value.nanos);
  if (value instanceof DuckDBDateValue) return stored.date(value.days);
  if (value instanceof DuckDBDecimalValue) return stored.decimal(value.value, value.scale);
  if (value instanceof DuckDBBlobValue) return stored.bytes(value.bytes);
  if (value instanceof DuckDBListValue) return stored.list(value.items.map(notation));
  if (value instanceof DuckDBMapValue)
    return stored.map(value.entries.map((entry) => [String(entry.key), notation(entry.value)]));
  if (value instanceof DuckDBStructValue)
    return stored.row(Object.entries(value.entries).map(([name, member]) => [name, notation(member)]));
  return `?${value.constructor.name} ${value}`;
}
