import fc from 'fast-check';
import type { Columns } from './beside.ts';
import { zones } from './calendar.ts';
import type { Directories } from './directories.ts';
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

/** A sink of a round: where it writes, its words in the YAML, and what it is about. */
export interface Sink {
  readonly name: string;
  readonly kind: 'file' | 'hdfs';
  readonly words: string;
  readonly tombstones: 'keep' | 'count' | 'reject';
  /** Rows of one schema for all types, rows of a schema for each type, or lines. */
  readonly holds: 'rows' | 'rows by type' | 'lines';
  readonly directories: Directories;
  /** What rows hold beside the value and the place. */
  readonly beside: Columns;
  /** Lines are objects around the values. */
  readonly envelope?: true;
}

export const sinks: readonly Sink[] = [
  {
    name: 'columns',
    kind: 'hdfs',
    holds: 'rows',
    tombstones: 'keep',
    words:
      'format: parquet, time: { field: when, directories: day }, coordinates: [partition, offset, topic, timestamp, key, headers]',
    beside: 'all',
    directories: { when: 'day' },
  },
  {
    name: 'types',
    kind: 'file',
    holds: 'rows by type',
    tombstones: 'count',
    words:
      'format: parquet, layout: by-type, compression: zstd, by: [shelf], coordinates: [partition, offset, { key: bytes }]',
    beside: 'key as bytes',
    directories: { shelf: true },
  },
  {
    name: 'lines',
    kind: 'hdfs',
    holds: 'lines',
    tombstones: 'reject',
    words: 'format: json, compression: gzip, by: [shelf], time: { field: when, directories: hour }',
    directories: { shelf: true, when: 'hour' },
    beside: 'none',
  },
  {
    name: 'envelopes',
    kind: 'file',
    holds: 'lines',
    tombstones: 'count',
    words: 'format: json, envelope: true',
    directories: {},
    beside: 'none',
    envelope: true,
  },
];

/** The topics that a sink reads: only unions have types; a second sink of lines reads one. */
export const readBy = ({ holds, name }: Sink, topics: readonly Topic[]): readonly Topic[] =>
  topics.filter((topic, n) =>
    holds === 'rows by type' ? topic.event.by !== undefined : name !== 'envelopes' || n === 0,
  );

/** Where a sink's files lie, in HDFS or below `folder`. */
export const pathOf = ({ kind, name }: Sink, pipeline: string, folder: string): string =>
  kind === 'hdfs' ? `/${pipeline}/${name}` : `${folder}/${name}`;

/** The pipeline's YAML; topics are called `pipeline-NAME`. */
export function yamlOf(pipeline: string, folder: string, topics: readonly Topic[]): string {
  const sinkLine = (sink: Sink) => {
    const from = readBy(sink, topics).map(({ name }) => `${pipeline}-${name}`);
    const more = `tombstones: ${sink.tombstones}, roll: { every: 2s, records: 2000 }`;
    const words = `path: ${pathOf(sink, pipeline, folder)}, ${sink.words}, ${more}`;
    return `  ${sink.name}: { from: [${from.join(', ')}], tasks: 2, ${sink.kind}: { ${words} } }`;
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
