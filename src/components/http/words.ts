import { durationSchema, parseDuration, parseSize, sizeSchema } from '../../base/units.ts';
import { entriesOf, listOf, stringsOf } from '../../base/values.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { secretReferenceStart } from '../../target/secret-reference.ts';
import type { Word, Words } from '../words.ts';
import { auth } from './words-auth.ts';
import { itemWords } from './words-items.ts';

const scalar = { type: ['string', 'number', 'boolean'] };
const milliseconds = (value: unknown): string => String(parseDuration(String(value)));

/** Parameters of the request. What holds a reference to a secret gets a key of type PASSWORD; the rest may show. */
const parameters = (prefix: string, description: string): Word => ({
  schema: {
    type: 'object',
    propertyNames: { pattern: '^[^\\s=:]+$' },
    additionalProperties: scalar,
    description,
  },
  owns: [`${prefix}.*`],
  secret: { keys: [`secret.${prefix}.*`], members: ['*'] },
  config: (values, { cluster }): ConnectorConfig => {
    const reference = secretReferenceStart(cluster.secrets);
    return Object.fromEntries(
      entriesOf(values).map(([name, value]) => {
        const held = String(value);
        return [`${held.includes(reference) ? 'secret.' : ''}${prefix}.${name}`, held];
      }),
    );
  },
});

/** The words of `http:`. */
export const httpWords: Words = {
  url: {
    schema: {
      type: 'string',
      pattern: '^https?://.+$',
      description: "Address to ask, such as https://api.example.com/v1/items/{id}; {id} is the target's field.",
    },
    required: true,
    key: 'url',
  },
  query: parameters(
    'query',
    'Parameters after the question mark; {field} as in `url`. One whose field a target lacks is left out. May hold a ${secret:NAME}.',
  ),
  auth,
  method: {
    schema: { enum: ['GET', 'POST'], description: 'How the API is asked; default GET.' },
    key: 'method',
  },
  body: {
    schema: {
      type: ['object', 'array'],
      description:
        'JSON that a POST sends; {field} in its texts as in `query`. The text `query` of GraphQL stays as it is.',
    },
    key: 'body',
    write: (value) => JSON.stringify(value),
  },
  headers: parameters('header', 'Headers of the request, like `query`. May hold a ${secret:NAME}.'),
  targets: {
    schema: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' }, additionalProperties: scalar },
      description: 'What to ask for, each with its own fields and its own place in the schedule; default: one target.',
    },
    owns: ['targets'],
    config: (value = [{}]) => ({ targets: JSON.stringify(value) }),
  },
  every: {
    schema: { ...durationSchema, description: 'How often each target is asked.' },
    required: true,
    key: 'every.ms',
    write: milliseconds,
  },
  unchanged: {
    schema: {
      type: ['string', 'array'],
      minLength: 1,
      minItems: 1,
      items: { type: 'string', minLength: 1 },
      description:
        'Member or JSON pointer of the answer, or of an item (then a list too); the same again is no new record.',
    },
    key: 'unchanged',
    write: (value) => (Array.isArray(value) ? JSON.stringify(value) : String(value)),
  },
  ...itemWords,
  add: {
    schema: {
      type: 'array',
      uniqueItems: true,
      items: { type: 'string' },
      description: 'Fields of the target that the record gets.',
    },
    key: 'add',
    write: (value) => listOf(value).join(','),
  },
  record: {
    schema: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'string', minLength: 1 },
      description: 'Field: member or JSON pointer of the answer. Without it the record is the whole answer.',
    },
    key: 'record',
    write: (value) => JSON.stringify(stringsOf(value)),
  },
  timeout: {
    schema: { ...durationSchema, description: 'How long an answer may take; default 10s.' },
    key: 'timeout.ms',
    write: milliseconds,
  },
  limit: {
    schema: { ...sizeSchema, description: 'How large an answer may be; default 1MiB.' },
    key: 'limit.bytes',
    write: (value) => String(parseSize(String(value))),
  },
};
