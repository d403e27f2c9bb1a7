import { canonicalJson } from '../../base/canonical.ts';
import { durationSchema, parseDuration, parseSize, sizeSchema } from '../../base/units.ts';
import { isRecord, listOf, member, text } from '../../base/values.ts';
import type { ConnectorConfig, Kind, KindInput } from '../kind.ts';
import { lintFilesystem } from './filesystem-lint.ts';

/** What tells the three stores of the one filesystem sink apart. */
interface Store {
  readonly name: string;
  readonly description: string;
  readonly path: { readonly title: string; readonly description: string; readonly pattern: string };
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly secretKeys?: readonly string[];
  readonly secretWords?: readonly string[];
  readonly needs: readonly string[];
  /** The store's address with the declared path, and what else its client must know. */
  config(input: KindInput): ConnectorConfig;
}

/** Reading in large pieces, which arrive while others are at work; the witness tells the sink what Connect does not (docs/sink.md). */
const consumer: ConnectorConfig = {
  'consumer.override.isolation.level': 'read_committed',
  'consumer.override.interceptor.classes': 'pipeline.connect.filesystem.ConsumerWitness',
  'consumer.override.max.poll.records': '10000',
  'consumer.override.max.partition.fetch.bytes': '4194304',
  'consumer.override.receive.buffer.bytes': '-1',
  'consumer.override.session.timeout.ms': '10000',
};

const bytes = 'org.apache.kafka.connect.converters.ByteArrayConverter';

const words = {
  format: { enum: ['json', 'parquet'], description: 'JSON lines as they came, or typed Parquet columns.' },
  compression: {
    enum: ['none', 'gzip', 'snappy', 'zstd'],
    description: 'json: none (default) or gzip. parquet: snappy (default), none or zstd.',
  },
  layout: {
    enum: ['one', 'by-type'],
    description: 'Whether the types of a union share a directory and its columns, or have a directory each.',
  },
  by: {
    oneOf: [{ type: 'string' }, { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } }],
    description: 'Fields whose values name directories, FIELD=VALUE.',
  },
  time: {
    type: 'object',
    additionalProperties: false,
    required: ['field'],
    properties: {
      field: { type: 'string', description: "The event's time." },
      directories: { enum: ['hour', 'day'], description: 'dt=YYYY-MM-DD/hour=HH (default) or dt=YYYY-MM-DD, in UTC.' },
    },
    description: 'Directories by event time.',
  },
  roll: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      every: { ...durationSchema, description: 'Age of the oldest record at which files are committed; default 60s.' },
      records: {
        type: 'integer',
        minimum: 1,
        maximum: 2_147_483_647,
        description: 'Records per partition and commit.',
      },
      bytes: { ...sizeSchema, description: 'Bytes per partition and commit; default 256MiB.' },
    },
    description: 'When files are committed: whichever comes first.',
  },
  onDataLoss: {
    enum: ['fail', 'continue'],
    description:
      'When records vanish from the topic before they are stored: stop (default), or write it down and go on.',
  },
  coordinates: {
    type: 'boolean',
    description: 'Whether Parquet carries kafka_partition and kafka_offset; default true.',
  },
};

/** The filesystem sink on one kind of store. */
export function filesystemKind(store: Store): Kind {
  return {
    name: store.name,
    role: 'sink',
    description: store.description,
    schema: {
      type: 'object',
      additionalProperties: false,
      required: ['path', 'format'],
      properties: { path: { type: 'string', ...store.path }, ...store.properties, ...words },
    },
    secretKeys: store.secretKeys ?? [],
    secretWords: store.secretWords ?? [],
    ownedKeys: [
      ...['connector.class', 'path', 'format', 'compression', 'layout', 'partition.fields', 'time.*', 'roll.*'],
      ...['event.*', 'on.data.loss', 'coordinates', 's3.*', 'key.converter*', 'value.converter*'],
      ...Object.keys(consumer),
      'consumer.override.client.id',
    ],
    needs: () => store.needs,
    lint: lintFilesystem,
    config: (input) => ({
      'connector.class': 'pipeline.connect.filesystem.FilesystemSinkConnector',
      'key.converter': bytes,
      'value.converter': bytes,
      ...consumer,
      ...store.config(input),
      ...settings(input),
      ...contracts(input),
    }),
    proof: 'chain',
  };
}

function settings({ declaration }: KindInput): ConnectorConfig {
  const { words } = declaration;
  const every = text(member(words.roll, 'every'));
  const size = text(member(words.roll, 'bytes'));
  const optional = {
    compression: text(words.compression),
    layout: text(words.layout),
    'partition.fields': words.by === undefined ? undefined : listOf(words.by).join(','),
    'time.field': text(member(words.time, 'field')),
    'time.directories': text(member(words.time, 'directories')),
    'roll.ms': every === undefined ? undefined : String(parseDuration(every)),
    'roll.records': member(words.roll, 'records'),
    'roll.bytes': size === undefined ? undefined : String(parseSize(size)),
    'on.data.loss': text(words.onDataLoss),
    coordinates: words.coordinates,
  };
  const present = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    format: text(words.format) ?? '',
    ...Object.fromEntries(present.map(([key, value]) => [key, String(value)])),
  };
}

/** Every topic's contract under `event.<topic>`. */
function contracts({ topics }: KindInput): ConnectorConfig {
  const declared = [...topics].flatMap(([name, topic]) =>
    isRecord(topic?.event) ? [[`event.${name}`, canonicalJson(topic.event)] as const] : [],
  );
  return Object.fromEntries(declared);
}
