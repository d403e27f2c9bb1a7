import { UnreachableError } from '../base/errors.ts';
import type { Inspected } from '../formats/format.ts';
import { formatOfPath } from '../formats/formats.ts';
import { type Entry, joinPath } from '../store/store.ts';
import type { SinkPlace } from './chain-files.ts';
import type { CommittedFile } from './link.ts';
import type { Finding, OffsetRange } from './proof.ts';

/** What a committed file turned out to be. */
export interface InspectedFile {
  readonly file: CommittedFile;
  /** Rows that can really be read from it; 0 when it is missing or its footer is gone. */
  readonly rows: number;
  /** Undefined when it does not exist. */
  readonly entry: Entry | undefined;
  readonly coordinates: boolean;
  /** Undefined when the file is what its link says. */
  readonly fault: Pick<Finding, 'kind' | 'message'> | undefined;
}

/** Rows on which a file's content agrees with `offsets`, spelled in a name like `clicks+0+…+….parquet`. */
export interface NamedFile {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly seq: number;
}

const NAME = /([^/]+)\+(\d+)\+(\d{20})\+(\d{12})$/;

/** What the name of a data file says; undefined for any other name. */
export function parseName(path: string): NamedFile | undefined {
  const ending = formatOfPath(path)?.endings.find((one) => path.endsWith(one));
  if (ending === undefined) return undefined;
  const [, topic, partition, from, seq] = NAME.exec(path.slice(0, -ending.length)) ?? [];
  if (topic === undefined) return undefined;
  return { topic, partition: Number(partition), from: Number(from), seq: Number(seq) };
}

/** Holds a file against its link: it exists, is as long as it should be, and has as many records. */
export async function inspectFile(
  place: SinkPlace,
  file: CommittedFile,
  entry: Entry | undefined,
  countRows: boolean,
  signal: AbortSignal,
): Promise<InspectedFile> {
  const nothing = { file, entry, rows: 0, coordinates: false };
  if (entry === undefined) return { ...nothing, fault: { kind: 'file-missing', message: 'a committed file is gone' } };
  if (entry.directory) {
    return { ...nothing, fault: { kind: 'file-damaged', message: 'a committed file is a directory' } };
  }
  const path = joinPath(place.root, file.path);
  const right = entry.bytes === file.bytes;
  const length = right ? '' : `has ${entry.bytes} bytes instead of ${file.bytes}`;
  try {
    const found = await rowsOf(place, path, entry.bytes, countRows || !right);
    const rows = found.rows ?? file.records;
    const count = rows === file.records ? '' : `holds ${rows} records instead of ${file.records}`;
    const wrong = [length, count].filter((text) => text !== '').join(' and ');
    const fault = wrong === '' ? undefined : { kind: 'file-damaged' as const, message: `a committed file ${wrong}` };
    return { ...nothing, rows, coordinates: found.coordinates, fault };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UnreachableError) throw error;
    const gone = (await place.store.stat(path)) === undefined;
    if (gone)
      return { ...nothing, entry: undefined, fault: { kind: 'file-missing', message: 'a committed file is gone' } };
    const why = error instanceof Error ? error.message : String(error);
    const wrong = [length, `cannot be read: ${why}`].filter((text) => text !== '').join(' and ');
    return { ...nothing, fault: { kind: 'file-damaged', message: `a committed file ${wrong}` } };
  }
}

async function rowsOf({ store }: SinkPlace, path: string, bytes: number, count: boolean): Promise<Inspected> {
  const format = formatOfPath(path);
  if (format === undefined) throw new RangeError('its name tells no format that this version knows');
  return format.inspect(store, path, bytes, count);
}

/** The finding of a faulty file, with its place. */
export function fileFinding(
  { file, fault }: InspectedFile,
  place: { readonly topic: string; readonly partition: number },
  { from, to }: OffsetRange,
): Finding[] {
  if (fault === undefined) return [];
  return [{ ...fault, failure: true, ...place, range: { from, to }, file: file.path }];
}
