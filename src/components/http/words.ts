import { durationSchema, sizeSchema } from '../../base/units.ts';

const scalar = { type: ['string', 'number', 'boolean'] };
const parameterNames = { pattern: '^[^\\s=:]+$' };

/** JSON Schema of the words of `http:`. */
export const httpWords = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'every'],
  properties: {
    url: {
      type: 'string',
      pattern: '^https?://.+$',
      description: "Address to ask, such as https://api.example.com/v1/items/{id}; {id} is the target's field.",
    },
    query: {
      type: 'object',
      propertyNames: parameterNames,
      additionalProperties: scalar,
      description:
        'Parameters after the question mark; {field} as in `url`. One whose field a target lacks is left out. May hold a ${secret:NAME}.',
    },
    headers: {
      type: 'object',
      propertyNames: parameterNames,
      additionalProperties: scalar,
      description: 'Headers of the request, like `query`. May hold a ${secret:NAME}.',
    },
    targets: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' }, additionalProperties: scalar },
      description: 'What to ask for, each with its own fields and its own place in the schedule; default: one target.',
    },
    every: { ...durationSchema, description: 'How often each target is asked.' },
    unchanged: {
      type: 'string',
      minLength: 1,
      description: 'Member or JSON pointer of the answer; the same value again is no new record.',
    },
    add: {
      type: 'array',
      uniqueItems: true,
      items: { type: 'string' },
      description: 'Fields of the target that the record gets.',
    },
    record: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'string', minLength: 1 },
      description: 'Field: member or JSON pointer of the answer. Without it the record is the whole answer.',
    },
    timeout: { ...durationSchema, description: 'How long an answer may take; default 10s.' },
    limit: { ...sizeSchema, description: 'How large an answer may be; default 1MiB.' },
  },
} as const;
