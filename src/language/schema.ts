import { mostPartitions, topicNameSchema as topicName } from '../base/topic-name.ts';
import { durationSchema } from '../base/units.ts';
import type { EngineWords } from './engine-words.ts';
import { eventDefinitions, eventSchema } from './event-schema.ts';
import { jobSchema } from './job-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { type KindWords, kindsFor } from './kind-words.ts';

const entryName = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]*$', title: 'a name of letters, digits, - and _' };
const scalar = { type: ['string', 'number', 'boolean'] };
const settings = { type: 'object', additionalProperties: scalar };
const topics = (verb: string) => ({
  description: `The topic, or list of topics, ${verb}.`,
  anyOf: [topicName, { type: 'array', items: topicName, minItems: 1, uniqueItems: true }],
});
const count = (description: string, maximum = Number.MAX_SAFE_INTEGER) => ({
  type: 'integer',
  minimum: 1,
  maximum,
  description,
});
const mostReplicas = 32_767;
const mostTasks = 10_000;

const topic: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'A topic: created when it is missing, never deleted.',
  properties: {
    event: { type: 'string', description: 'The event of this file that its values follow.' },
    key: { type: 'string', description: 'The field of the value that becomes the record key.' },
    partitions: count('Partitions; the cluster says the default.', mostPartitions),
    replication: count('Replication factor; the cluster says the default.', mostReplicas),
    config: { ...settings, description: 'Topic settings such as retention.ms; retention.ms is -1 unless set here.' },
  },
};

const recommender: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'Item-based recommendations, kept up to date from the events of topics.',
  required: ['from', 'to', 'item', 'weights'],
  properties: {
    from: topics('to learn from'),
    to: { ...topicName, description: 'The compacted topic of recommendations, keyed by user; declared here.' },
    model: {
      enum: ['items', 'sessions'],
      default: 'items',
      description: 'items: what goes together and what follows; sessions: what the most similar sessions held.',
    },
    user: { type: 'string', description: 'The field that names the user (model: items).' },
    session: { type: 'string', description: 'The field that names the session (model: sessions).' },
    item: { type: 'string', description: 'The field that names the item.' },
    weights: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'integer', minimum: 0, maximum: 1000 },
      description: 'How much an event of each type says about a taste.',
    },
    rating: { type: 'string', description: 'The field whose value is the weight itself, where present.' },
    time: { type: 'string', description: "The field with the event's time (default: the record's timestamp)." },
    top: { type: 'integer', minimum: 1, maximum: 1000, default: 10, description: 'Recommendations per user.' },
    history: { type: 'integer', minimum: 2, default: 100, description: 'Latest events per user that count.' },
    known: {
      type: 'integer',
      minimum: 2,
      maximum: 100_000,
      default: 2_000,
      description: 'Latest events per user whose items are known to be theirs (at least `history`).',
    },
    limits: {
      type: 'object',
      additionalProperties: false,
      description: 'What is kept at most; without it, everything.',
      properties: {
        users: count('Users with events: of more, those whose latest event is oldest in the log are given up.'),
      },
    },
    decay: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      description: 'Half-lives, by event time; without it nothing fades.',
      properties: {
        popularity: { ...durationSchema, description: 'Of events, where what is popular fills up lists.' },
        profile: { ...durationSchema, description: "Of a user's items, where they speak for others." },
      },
    },
    excludeKnown: { type: 'boolean', default: true, description: 'Leave out what the user already had.' },
    shards: {
      type: 'integer',
      minimum: 1,
      maximum: 1024,
      default: 32,
      description: 'Parts that the items are divided into, shared by the running instances.',
    },
    state: { enum: ['running', 'stopped'], default: 'running', description: 'Stopped keeps what was written.' },
  },
};

function connector(role: 'source' | 'sink', kinds: readonly KindWords[]): JsonSchema {
  const allowed = kindsFor(role, kinds);
  return {
    type: 'object',
    additionalProperties: false,
    required: [role === 'source' ? 'to' : 'from'],
    oneOf: allowed.map((kind) => ({ required: [kind.name] })),
    properties: {
      ...(role === 'source' ? { to: topics('to write to') } : { from: topics('to read') }),
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

/** The JSON Schema 2020-12 of a pipeline file, composed of the language and the words of `kinds` and `engines`. */
export function pipelineSchema(kinds: readonly KindWords[], engines: readonly EngineWords[]): JsonSchema {
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
      topics: named(topic, 'Topics by name.', topicName),
      sources: named(connector('source', kinds), 'Where events come from.'),
      sinks: named(connector('sink', kinds), 'Where events land.'),
      recommender,
      jobs: named(jobSchema(engines, topicName), 'What is computed, on which engine.'),
    },
    $defs: Object.assign({}, eventDefinitions, ...kinds.map((kind) => kind.definitions ?? {})),
  };
}
