import { join } from 'node:path';
import { besideColumns, envelopeOf, keyColumns } from './beside.ts';
import { type Directories, directoryOf } from './directories.ts';
import type { Sample } from './events.ts';
import { type Found, type Judge, lines } from './judge.ts';
import { readBy, type Sink, type Topic } from './pipeline.ts';
import { stored } from './stored.ts';
import type { DeadLetter, Sent } from './topic.ts';

/** How many records were judged, and a sentence for each that is lost, twice, or another than it must be. */
export interface Verdict {
  readonly judged: number;
  readonly faults: readonly string[];
}

type Kept = Extract<Sample, { readonly columns: unknown }>;
const isKept = (sample: Sample | undefined): sample is Kept => sample !== undefined && 'columns' in sample;
const shown = (value: Buffer | undefined) => (value === undefined ? 'no value' : value.toString().slice(0, 2_000));

/** What must be at a place, and of which value it was made. */
interface Wanted {
  readonly row: string;
  readonly directory: string;
  readonly value?: Buffer;
}

/** Holds what was found at each place against what must be there. */
async function hold(
  what: string,
  wanted: ReadonlyMap<string, Wanted>,
  found: AsyncIterable<Found> | Iterable<Found>,
): Promise<Verdict> {
  const missing = new Map(wanted);
  const faults: string[] = [];
  for await (const { place, row, directory } of found) {
    const one = wanted.get(place);
    if (one === undefined) faults.push(`${what} ${place}: stored, and must not be: ${row}`);
    else if (!missing.delete(place)) faults.push(`${what} ${place}: stored twice`);
    else if (row !== one.row)
      faults.push(`${what} ${place}: wrong value of ${shown(one.value)}\n  found  ${row}\n  wanted ${one.row}`);
    else if (directory !== one.directory)
      faults.push(`${what} ${place}: in ${directory}, not in ${one.directory}: ${shown(one.value)}`);
  }
  for (const [place, { value }] of missing) faults.push(`${what} ${place}: lost: ${shown(value)}`);
  return { judged: wanted.size, faults };
}

/** Rows of Parquet against the records; `columns` are those of one schema for all types, else each type has its own. */
function compareRows(
  { name: topic, records }: Topic,
  found: AsyncIterable<Found>,
  columns: readonly string[],
  directories: Directories,
  besideOf: (record: Sent) => readonly (readonly [string, string])[],
): Promise<Verdict> {
  const wanted = [...records].flatMap(([place, record]) => {
    const { sample } = record;
    if (!isKept(sample)) return [];
    const all = new Map([
      ...columns.map((name): [string, string] => [name, stored.nothing]),
      ...sample.columns,
      ...besideOf(record),
    ]);
    const directory = directoryOf(sample.columns, directories);
    return [[place, { row: stored.row([...all]), directory, value: sample.value }] as const];
  });
  return hold(topic, new Map(wanted), found);
}

/** Kept tombstones and their keys against the records without value. */
function compareTombstones(
  topic: string,
  records: ReadonlyMap<string, Sent>,
  found: AsyncIterable<Found>,
  besideOf: (record: Sent) => readonly (readonly [string, string])[],
): Promise<Verdict> {
  const wanted = [...records].flatMap(([place, record]) => {
    if (record.sample !== undefined) return [];
    const row = stored.row([...new Map([...keyColumns(record.beside), ...besideOf(record)])]);
    return [[place, { row, directory: '_tombstones' }] as const];
  });
  return hold(`${topic}, tombstones`, new Map(wanted), found);
}

/** Lines of JSON, which say nothing of offsets: each partition and directory has exactly the lines of its records. */
function compareLines(
  { name: topic, records }: Topic,
  path: string,
  directories: Directories,
  isEnveloped: boolean,
): Verdict {
  const missing = new Map<string, number>();
  const keyOf = (partition: number, directory: string, line: string) => `${partition} ${directory} ${line}`;
  let judged = 0;
  for (const { partition, offset, sample, beside } of records.values()) {
    if (!isKept(sample)) continue;
    judged++;
    const before = isEnveloped ? envelopeOf(partition, offset, beside) : '';
    const key = keyOf(partition, directoryOf(sample.columns, directories), before + sample.line);
    missing.set(key, (missing.get(key) ?? 0) + 1);
  }
  for (const { partition, line, directory } of lines(path)) {
    const key = keyOf(partition, directory, isEnveloped ? opened(line.toString()) : line.toString());
    missing.set(key, (missing.get(key) ?? 0) - 1);
  }
  const faults = [...missing].flatMap(([key, count]) =>
    count === 0 ? [] : [`${topic}, lines: ${count > 0 ? 'lost' : 'too many'}: ${key.slice(0, 2_000)}`],
  );
  return { judged, faults };
}

const MARK = ',"value":';

/** An envelope as `envelopeOf` writes it, spelled anew, and the text of the value behind it. */
function opened(line: string): string {
  const all: Record<string, unknown> = JSON.parse(line);
  delete all.value;
  const from = endOfHeaders(line);
  if (!line.startsWith(MARK, from) || !line.endsWith('}')) return `no envelope: ${line}`;
  return JSON.stringify(all) + line.slice(from + MARK.length, -1);
}

/** Where the list of headers ends: none of its texts is looked into. */
function endOfHeaders(line: string): number {
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]]/g;
  for (let token = tokens.exec(line); token !== null; token = tokens.exec(line))
    if (token[0] === ']') return tokens.lastIndex;
  return line.length;
}

const isPlain = /^[a-z]\w*$/i;

/** Dead letters against the values that the contract refuses: each once, its reason naming the field at fault. */
function compareRefused(
  topic: string,
  records: ReadonlyMap<string, Sent>,
  letters: readonly DeadLetter[],
  rejectsTombstones: boolean,
): Verdict {
  const faults: string[] = [];
  const missing = new Set<string>();
  for (const [place, { sample }] of records)
    if (sample === undefined ? rejectsTombstones : !isKept(sample)) missing.add(place);
  const judged = missing.size;
  const told = new Set<string>();
  for (const { place, reason } of letters) {
    const sample = records.get(place)?.sample;
    const field = sample !== undefined && !isKept(sample) ? sample.field : undefined;
    const at = `${topic} ${place}: ${shown(sample?.value)}`;
    if (told.has(place)) faults.push(`${at}: a dead letter twice: ${reason}`);
    else if (!missing.delete(place)) faults.push(`${at}: dead letter that must not be: ${reason}`);
    else if (reason === '') faults.push(`${at}: a dead letter without a reason`);
    else if (field !== undefined && isPlain.test(field) && !reason.includes(field))
      faults.push(`${at}: the fault is in ${field}, not ${reason}`);
    told.add(place);
  }
  for (const place of missing)
    faults.push(`${topic} ${place}: no dead letter: ${shown(records.get(place)?.sample?.value)}`);
  return { judged, faults };
}

/** Holds everything that a sink has made of its topics against their records; `letters` are its dead letters. */
export async function judgeSink(
  judge: Judge,
  sink: Sink,
  topics: readonly Topic[],
  {
    pipeline,
    folder,
    letters,
  }: { readonly pipeline: string; readonly folder: string; readonly letters: readonly DeadLetter[] },
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const topic of readBy(sink, topics)) {
    const { name, event, records } = topic;
    const path = join(folder, sink.name, `${pipeline}-${name}`);
    const mine = letters.filter((letter) => letter.topic === `${pipeline}-${name}`);
    const { by } = event;
    const directories = { ...sink.directories, ...(sink.holds === 'rows by type' && by ? { type: by } : {}) };
    const besideOf = (record: Sent) => besideColumns(`${pipeline}-${name}`, record.beside, sink.beside);
    verdicts.push(compareRefused(name, records, mine, sink.tombstones === 'reject'));
    if (sink.tombstones === 'keep')
      verdicts.push(await compareTombstones(name, records, judge.tombstones(path), besideOf));
    if (sink.holds === 'lines') verdicts.push(compareLines(topic, path, directories, sink.envelope === true));
    else
      verdicts.push(
        await compareRows(topic, judge.rows(path), sink.holds === 'rows' ? event.columns : [], directories, besideOf),
      );
  }
  return verdicts;
}
