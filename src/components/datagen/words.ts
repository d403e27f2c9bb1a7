import { durationSchema, parseRate, rateSchema } from '../../base/units.ts';
import { isRecord, member } from '../../base/values.ts';
import { literalJson } from '../../clients/connect/literal-json.ts';
import type { Words } from '../words.ts';
import { compiledFields } from './compiled.ts';

const hint = { $ref: '#/$defs/datagenHint' };
const fieldName = { type: 'string', description: 'A field of the same event.' };
const counts = (description: string, least: number) => ({
  description,
  if: { type: 'array' },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { items: { type: 'integer', minimum: least }, minItems: 2, maxItems: 2 },
  else: { type: 'integer', minimum: least },
});
const weights = (description: string) => ({
  type: 'object',
  minProperties: 1,
  additionalProperties: { type: 'number', exclusiveMinimum: 0 },
  description,
});
const range = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 };
const present = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  description: 'How often an optional field is there (default 0.5).',
};

const taste = {
  type: 'object',
  additionalProperties: false,
  required: ['of', 'clusters', 'preferred', 'loyalty'],
  description: 'Each user prefers a few clusters of the catalogue.',
  properties: {
    of: { ...fieldName, description: 'The field that names the user.' },
    clusters: { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'Clusters of the catalogue.' },
    preferred: { type: 'integer', minimum: 1, maximum: 1_000, description: 'How many of them each user prefers.' },
    loyalty: { type: 'number', minimum: 0, maximum: 1, description: 'How often a choice falls inside them.' },
  },
};

const words = {
  constant: { type: ['string', 'number', 'boolean'], description: 'The same in every record.' },
  choice: {
    description: 'One of these values: a list, or a mapping from value to weight.',
    if: { type: 'array' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { items: { type: ['string', 'number', 'boolean'] }, minItems: 1 },
    else: weights('Weights by value.'),
  },
  range: { ...range, description: 'A number from the first to the second, both included.' },
  ids: {
    type: 'array',
    items: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    minItems: 2,
    maxItems: 2,
    description: 'A number of a catalogue, from the first to the last.',
  },
  zipf: {
    type: 'number',
    minimum: 0,
    maximum: 10,
    description: 'Popularity: weight 1/rank^zipf, the first id leading.',
  },
  as: { type: 'string', description: 'Text around the number: "user{}", or "i{0000}" for at least four digits.' },
  taste,
  sequence: { type: 'integer', description: 'This number in record 0, then one more each time.' },
  step: { type: 'integer', description: 'How much more (default 1).' },
  per: { ...fieldName, description: 'Drawn once per number of this field, for instance per user.' },
  every: { ...durationSchema, description: 'With `per`: drawn anew after so much event time, which makes sessions.' },
  template: { type: 'string', description: 'Text with fields in braces; {} is the number of the record.' },
  text: counts('A sentence of so many words, or of [fewest, most].', 0),
  words: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'The words of `text`.' },
  pattern: { type: 'string', format: 'regex', description: 'Text that this expression describes.' },
  time: {
    type: 'object',
    additionalProperties: false,
    description: "The event's time, as fields with a time format have it anyway.",
    properties: {
      late: { ...durationSchema, description: 'Up to so much earlier: events out of order.' },
      in: {
        enum: ['seconds', 'milliseconds', 'microseconds'],
        description: 'Unit, for an integer whose contract says none.',
      },
    },
  },
  items: { ...hint, description: 'How the items of a list are made.' },
  length: counts('How many items, or [fewest, most].', 0),
  fields: {
    type: 'object',
    additionalProperties: hint,
    description: 'How the fields of an object are made, or those of a map by their names.',
  },
  present,
};

/** What `datagenWords` refers to: one hint, in all its forms. */
export const datagenDefinitions = {
  datagenHint: {
    if: { type: 'array', items: { type: 'number' } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: range,
    else: {
      type: 'object',
      minProperties: 1,
      if: { required: ['by'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { by: fieldName, present }, additionalProperties: hint },
      else: { properties: words, additionalProperties: false },
    },
  },
};

/** Per second, as the connector counts. */
const perSecond = (value: unknown): string => String(parseRate(String(value)));

/** The words of `datagen:`; docs/datagen.md explains each with examples. */
export const datagenWords: Words = {
  rate: {
    schema: { ...rateSchema, description: 'Records over all topics together; without it, as fast as it can.' },
    key: 'rate',
    write: perSecond,
  },
  count: {
    schema: { type: 'integer', minimum: 1, description: 'How many records there are; without it, no end.' },
    key: 'count',
  },
  seed: {
    schema: {
      type: 'integer',
      minimum: Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      default: 0,
      description: 'Another seed, other data.',
    },
    owns: ['seed'],
    config: (value = 0) => ({ seed: String(value) }),
  },
  start: {
    schema: {
      type: 'string',
      format: 'date-time',
      description: 'Event time of the first record; without it, when the source first started.',
    },
    key: 'start',
  },
  pace: {
    schema: { ...rateSchema, description: 'With `start`: events per unit of event time; without it, the rate.' },
    key: 'pace',
    write: perSecond,
  },
  recordTime: {
    schema: {
      enum: ['production', 'event'],
      default: 'production',
      description: "The record's timestamp: when it is produced, or the event's time.",
    },
    owns: ['record.time'],
    config: (value = 'production') => ({ 'record.time': String(value) }),
  },
  topics: {
    schema: weights('How the records split over several topics.'),
    owns: ['topic.*'],
    config: (shares, { topics }) =>
      Object.fromEntries([...topics.keys()].map((name) => [`topic.${name}.share`, String(member(shares, name) ?? 1)])),
  },
  types: {
    schema: weights("How often each of a union's types is made; those not listed never are."),
    owns: ['types'],
    config: (value) => ({ types: literalJson(isRecord(value) ? value : {}) }),
  },
  fields: {
    schema: {
      type: 'object',
      additionalProperties: hint,
      description: 'How fields are made: FIELD, or TYPE.FIELD or TOPIC.FIELD for that one only.',
    },
    owns: ['fields'],
    config: (value) => ({ fields: compiledFields(value) }),
  },
};
