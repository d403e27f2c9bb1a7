import type { JsonSchema } from './json-schema.ts';

export const formats = ['date-time', 'local-date-time', 'date', 'uuid', 'email', 'uri'] as const;
/** Marks the schemas of a field, for who explains what one lacks. */
export const FIELD = 'a field of an event';
const optional = (type: string) => [type, `${type}?`];
const simple = ['string', 'integer', 'number', 'boolean'].flatMap(optional);
const field = { $ref: '#/$defs/field' };
const names = (title: string) => ({ pattern: '[^?\\s]', title });
const fields = {
  type: 'object',
  propertyNames: names('a name of at least one letter'),
  additionalProperties: field,
  description: 'Fields by name; a `?` after the name or the type makes one optional.',
};
const count = { type: 'integer', minimum: 0 };
const number = { type: 'number' };

const closed = (properties: JsonSchema, required: readonly string[] = []) => ({
  properties,
  required,
  additionalProperties: false,
});
const ofType = (...types: string[]) => ({
  properties: { type: { enum: types.flatMap(optional) } },
  required: ['type'],
});

const ofString = closed({
  type: {},
  format: { enum: formats },
  pattern: { type: 'string', format: 'regex' },
  minLength: count,
  maxLength: count,
  enum: { type: 'array', items: { type: 'string' }, minItems: 1 },
});
const ofNumber = {
  type: {},
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  enum: { type: 'array', items: number, minItems: 1 },
};
const ofArray = closed({ type: { enum: optional('array') }, items: field, minItems: count, maxItems: count }, [
  'items',
]);
const ofObject = closed({ type: { enum: optional('object') }, fields }, ['fields']);

/** Every choice is an `if`, not an `anyOf`: a mistake then has one reason instead of one per alternative. */
const long = {
  $comment: FIELD,
  type: 'object',
  if: { required: ['items'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: ofArray,
  else: {
    if: { required: ['fields'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: ofObject,
    else: {
      $comment: FIELD,
      required: ['type'],
      properties: { type: { enum: simple } },
      allOf: [
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        { if: ofType('string'), then: ofString },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        { if: ofType('number'), then: closed({ ...ofNumber, decimals: { type: 'integer', minimum: 0, maximum: 18 } }) },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        { if: ofType('integer'), then: closed(ofNumber) },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        { if: ofType('boolean'), then: closed({ type: {} }) },
      ],
    },
  },
};

const declared = {
  ...closed({
    by: { type: 'string', description: 'The field that tells the types of a union apart.' },
    timezone: { type: 'string', description: 'IANA zone in which times without a zone are read.' },
    unknown: { enum: ['keep', 'reject'], default: 'keep', description: 'What happens to undeclared fields.' },
    fields,
    types: {
      type: 'object',
      minProperties: 1,
      propertyNames: names('a name of at least one letter'),
      additionalProperties: fields,
      description: 'The fields that each type of a union adds.',
    },
    aliases: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Other spellings of a type, stored as that type.',
    },
  }),
};

/** JSON Schema of one entry of `events:`; refers to `#/$defs/field`. */
export const eventSchema = {
  type: 'object',
  if: { required: ['$ref'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: closed({
    $ref: { type: 'string', description: 'A JSON Schema file, relative to this one.' },
    timezone: { type: 'string' },
  }),
  else: declared,
} as const;

/** What `eventSchema` refers to. */
export const eventDefinitions = {
  field: {
    if: { type: 'string' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { enum: simple },
    else: long,
  },
} as const;
