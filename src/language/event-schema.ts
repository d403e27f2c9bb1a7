import type { JsonSchema } from './json-schema.ts';

export const epochFormats = ['epoch-seconds', 'epoch-milliseconds', 'epoch-microseconds'] as const;
const instants = ['date-time', 'local-date-time'] as const;
/** Of strings. */
export const formats = [
  ...instants,
  'date',
  ...epochFormats,
  'decimal',
  'decimal-base64',
  'base64',
  'uuid',
  'email',
  'uri',
] as const;
/** Marks the schemas of a field, for who explains what one lacks. */
const FIELD = 'a field of an event';
const optional = (type: string) => [type, `${type}?`];
const simple = ['string', 'integer', 'number', 'boolean', 'any'].flatMap(optional);
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

const ofFormat = (...those: readonly string[]) => ({ properties: { format: { enum: those } }, required: ['format'] });

const bounds = { minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number };
const decimals = {
  type: 'integer',
  minimum: 0,
  maximum: 18,
  description: 'Digits after the point at most: stored as an exact decimal of 18 digits.',
};
const text = {
  type: {},
  format: {
    enum: formats,
    description:
      'What the text is. Times and dates become columns of that type, epoch-… is digits since 1970, decimal an exact number, base64 bytes.',
  },
  pattern: { type: 'string', format: 'regex' },
  minLength: count,
  maxLength: count,
  enum: { type: 'array', items: { type: 'string' }, minItems: 1 },
};
const fraction = {
  enum: ['reject', 'cut', 'nanoseconds'],
  default: 'reject',
  description:
    'What becomes of more than six digits of a second: a violation, cut off, or kept in a column of nanoseconds.',
};
const ofString = {
  if: ofFormat('decimal', 'decimal-base64'),
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: closed({ ...text, ...bounds, decimals }, ['decimals']),
  else: {
    if: ofFormat(...epochFormats),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: closed({ ...text, ...bounds }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    else: { if: ofFormat(...instants), then: closed({ ...text, fraction }), else: closed(text) },
  },
};
const ofNumber = { type: {}, ...bounds, enum: { type: 'array', items: number, minItems: 1 } };
const ofInteger = {
  ...ofNumber,
  format: {
    enum: epochFormats,
    description:
      'The number is a time since 1970, stored as one. Without limits of its own, it lies between 1973 and 5138, so that another unit is a violation.',
  },
};
const ofArray = closed({ type: { enum: optional('array') }, items: field, minItems: count, maxItems: count }, [
  'items',
]);
const ofObject = closed({ type: { enum: optional('object') }, fields }, ['fields']);
const ofMap = closed(
  {
    type: { enum: optional('map') },
    values: { ...field, description: 'The type of the values; the names are any text.' },
  },
  ['values'],
);
/** A list of `values` is what other languages call an enum. */
const isMap = {
  required: ['values'],
  properties: { type: { enum: optional('map') }, values: { type: ['string', 'object'] } },
};

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
      if: isMap,
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: ofMap,
      else: {
        $comment: FIELD,
        required: ['type'],
        properties: { type: { enum: simple } },
        allOf: [
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          { if: ofType('string'), then: ofString },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          { if: ofType('number'), then: closed({ ...ofNumber, decimals }) },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          { if: ofType('integer'), then: closed(ofInteger) },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          { if: ofType('boolean', 'any'), then: closed({ type: {} }) },
        ],
      },
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

const change = closed(
  {
    change: { enum: ['debezium'], description: 'Whose change events these are, as its JSON converter writes them.' },
    of: { type: 'string', description: 'The event that the rows `before` and `after` the change follow.' },
    decimals: {
      enum: ['base64', 'text', 'number'],
      default: 'base64',
      description:
        'How numbers with `decimals` stand there: in base64 (decimal.handling.mode=precise), as text (string) or as numbers (double).',
    },
    schemas: {
      type: 'boolean',
      default: false,
      description: 'Whether each value holds `schema` and `payload` (the converter has schemas.enable=true).',
    },
  },
  ['of'],
);

const cloudEvent = closed({
  cloudevents: {
    oneOf: [{ type: 'string' }, { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } }],
    description: 'CloudEvents 1.0 in structured mode: the event that `data` follows, or one for each `type`.',
  },
});

/** JSON Schema of one entry of `events:`; refers to `#/$defs/field`. */
export const eventSchema = {
  type: 'object',
  if: { required: ['$ref'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: closed({
    $ref: { type: 'string', description: 'A JSON Schema file, relative to this one.' },
    timezone: { type: 'string' },
  }),
  else: {
    if: { required: ['change'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: change,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    else: { if: { required: ['cloudevents'] }, then: cloudEvent, else: declared },
  },
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
