import { mostPartitions } from '../base/topic-name.ts';
import { checkSchema } from './check-schema.ts';
import type { EngineWords } from './engine-words.ts';
import { eventDefinitions, eventSchema } from './event-schema.ts';
import { jobSchema } from './job-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { type KindWords, kindsFor } from './kind-words.ts';
import { count, topicName, topics, topicsRead } from './schema-parts.ts';
import type { SectionWords } from './section-words.ts';

const entryName = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]*$', title: 'a name of letters, digits, - and _' };
const scalar = { type: ['string', 'number', 'boolean'] };
const settings = { type: 'object', additionalProperties: scalar };
const mostReplicas = 32_767;
const mostTasks = 10_000;
/** The format of topics that say none. */
export const PLAIN = 'json';

const registered = {
  type: 'object',
  additionalProperties: false,
  required: ['registry'],
  properties: {
    registry: { type: 'string', minLength: 1, description: 'The subject of the schema registry.' },
    version: { type: 'integer', minimum: 1, description: 'Its version; the newest unless set here.' },
    timezone: { type: 'string', description: 'IANA zone in which times without a zone are read.' },
    unknown: { enum: ['keep', 'reject'], default: 'keep', description: 'What happens to undeclared fields.' },
  },
};

/** What the values of a topic are. */
const valuesSchema = (formats: PlugIns['formats']): JsonSchema => ({
  event: {
    description: 'The event of this file that its values follow, or `{ registry: SUBJECT }`: the contract is derived.',
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: registered,
    else: { type: 'string' },
  },
  format: {
    enum: [PLAIN, ...formats.map(({ name }) => name)],
    default: PLAIN,
    description: `How its values are written. ${formats.map(({ name, description }) => `${name}: ${description}.`).join(' ')}`,
  },
});

const topicSchema = (formats: PlugIns['formats']): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  description: 'A topic: created when it is missing, never deleted.',
  properties: {
    ...valuesSchema(formats),
    key: { type: 'string', description: 'The field of the value that becomes the record key.' },
    partitions: count('Partitions; the cluster says the default.', mostPartitions),
    replication: count('Replication factor; the cluster says the default.', mostReplicas),
    config: { ...settings, description: 'Topic settings such as retention.ms; retention.ms is -1 unless set here.' },
  },
});

function connector(role: 'source' | 'sink', { kinds, formats }: Pick<PlugIns, 'kinds' | 'formats'>): JsonSchema {
  const allowed = kindsFor(role, kinds);
  return {
    type: 'object',
    additionalProperties: false,
    required: [role === 'source' ? 'to' : 'from'],
    oneOf: allowed.map((kind) => ({ required: [kind.name] })),
    properties: {
      ...(role === 'source' ? { to: topics('to write to') } : { from: topicsRead(valuesSchema(formats)) }),
      ...Object.fromEntries(allowed.map((kind) => [kind.name, { description: kind.description, ...kind.schema }])),
      tasks: count('Most tasks Connect may start.', mostTasks),
      state: {
        enum: ['running', 'paused', 'stopped'],
        default: 'running',
        description: 'Stopped releases the tasks, paused keeps them.',
      },
      ...(role === 'sink'
        ? {
            deadLetter: {
              description:
                'Topic of rejected records (default PIPELINE.NAME.dead-letters), or false to stop at the first.',
              anyOf: [topicName, { const: false }],
            },
          }
        : {}),
      transforms: {
        type: 'array',
        description: 'Single message transforms, in order.',
        items: {
          type: 'object',
          required: ['type'],
          properties: {
            name: { ...entryName, description: 'Its name in Connect; t1, t2, … by place.' },
            type: { type: 'string', description: 'Class of the transform.' },
          },
          additionalProperties: scalar,
        },
      },
      extra: { ...settings, description: 'Raw Connect keys; none that a field of this file decides.' },
    },
  };
}

/** All that is not the language's own: kinds of sources and sinks, engines of jobs, sections of hosted jobs. */
export interface PlugIns {
  readonly kinds: readonly KindWords[];
  readonly engines: readonly EngineWords[];
  readonly sections: readonly SectionWords[];
  /** Formats of topics' values beside plain JSON. */
  readonly formats: readonly { readonly name: string; readonly description: string }[];
}

/** The JSON Schema 2020-12 of a pipeline file, composed of the language and the words of its plug-ins. */
export function pipelineSchema({ kinds, engines, sections, formats }: PlugIns): JsonSchema {
  const named = (schema: JsonSchema, description: string, names: JsonSchema = entryName) => ({
    type: 'object',
    description,
    propertyNames: names,
    additionalProperties: schema,
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A pipeline',
    type: 'object',
    additionalProperties: false,
    required: ['pipeline'],
    properties: {
      pipeline: { ...entryName, description: 'Name of the pipeline; connectors are called PIPELINE.NAME.' },
      vars: { ...settings, description: 'Values of ${var:NAME}; a cluster and --var may override them.' },
      events: named(eventSchema, 'Contracts of the values in topics.'),
      topics: named(topicSchema(formats), 'Topics by name.', topicName),
      sources: named(connector('source', { kinds, formats }), 'Where events come from.'),
      sinks: named(connector('sink', { kinds, formats }), 'Where events land.'),
      ...Object.fromEntries(sections.map(({ name, schema }) => [name, schema])),
      checks: named(checkSchema, 'What must be true of the result, each a line of the acceptance report.'),
      jobs: named(jobSchema(engines, topicName), 'What is computed, on which engine.'),
    },
    $defs: Object.assign({}, eventDefinitions, ...kinds.map((kind) => kind.definitions ?? {})),
  };
}
