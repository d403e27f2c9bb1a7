import fc from 'fast-check';
import { zones } from './calendar.ts';
import { type Event, eventOf, singleShapes } from './events.ts';
import { recordsOf, type Sent } from './topic.ts';

/** A topic of a round: its event, and the records that are written to it, by place. */
export interface Topic {
  readonly name: string;
  readonly event: Event;
  readonly records: ReadonlyMap<string, Sent>;
}

const TOPICS = 5;

/** Topics of a round with so many records in all; one is a union, and each shape of single values is in one of them. */
export function topicsOf(seed: number, records: number): readonly Topic[] {
  const names = Object.keys(zones);
  return Array.from({ length: TOPICS }, (_, n) => {
    const setting = { keepsUnknown: n % 2 === 0, zone: names[(n + seed) % names.length] ?? 'UTC' };
    const shapes = singleShapes(setting);
    const [order = []] = fc.sample(fc.shuffledSubarray([...shapes], { minLength: shapes.length }), {
      seed,
      numRuns: 1,
    });
    const mine = order.filter((_, place) => place % TOPICS === n);
    const [event] = fc.sample(eventOf(n, setting, mine), { seed: seed + n, numRuns: 1 });
    if (event === undefined) throw new Error('no event');
    return { name: `t${n}`, event, records: recordsOf(event, seed + n, Math.ceil(records / TOPICS)) };
  });
}

/** A sink of a round: its words in the YAML, and what it is about. */
export interface Sink {
  readonly name: string;
  readonly words: string;
  readonly tombstones: 'keep' | 'count' | 'reject';
  /** Rows of one schema for all types, rows of a schema for each type, or lines. */
  readonly holds: 'rows' | 'rows by type' | 'lines';
}

export const sinks: readonly Sink[] = [
  { name: 'columns', holds: 'rows', tombstones: 'keep', words: 'format: parquet' },
  {
    name: 'types',
    holds: 'rows by type',
    tombstones: 'count',
    words: 'format: parquet, layout: by-type, compression: zstd',
  },
  { name: 'lines', holds: 'lines', tombstones: 'reject', words: 'format: json, compression: gzip' },
];

/** The topics that a sink reads: only unions have types. */
export const readBy = ({ holds }: Sink, topics: readonly Topic[]): readonly Topic[] =>
  topics.filter(({ event }) => holds !== 'rows by type' || event.isUnion);

/** The pipeline's YAML; topics are called `pipeline-NAME`, and a sink's files lie below `folder/SINK`. */
export function yamlOf(pipeline: string, folder: string, topics: readonly Topic[]): string {
  const sinkLine = (sink: Sink) => {
    const from = readBy(sink, topics).map(({ name }) => `${pipeline}-${name}`);
    const path = `${folder}/${sink.name}`;
    const more = `tombstones: ${sink.tombstones}, roll: { every: 2s, records: 1000 }`;
    return `  ${sink.name}: { from: [${from.join(', ')}], tasks: 2, file: { path: ${path}, ${sink.words}, ${more} } }`;
  };
  return [
    `pipeline: ${pipeline}`,
    `events: ${JSON.stringify(Object.fromEntries(topics.map(({ name, event }) => [name, event.words])))}`,
    'topics:',
    ...topics.map(({ name }) => `  ${pipeline}-${name}: { event: ${name}, partitions: 2 }`),
    'sinks:',
    ...sinks.map(sinkLine),
    '',
  ].join('\n');
}
