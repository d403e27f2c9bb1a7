import { topicNameSchema } from '../base/topic-name.ts';
import type { JsonSchema } from './json-schema.ts';

/** Schemas that several sections of the language share. */

export const topicName = topicNameSchema;

/** One topic, or several. `verb`: what is done with them. */
export const topics = (verb: string) => ({
  description: `The topic, or list of topics, ${verb}.`,
  anyOf: [topicName, { type: 'array', items: topicName, minItems: 1, uniqueItems: true }],
});

/** The topics that a sink reads: by name, or all whose names match. `values`: the words for what is in them. */
export const topicsRead = (values: JsonSchema): JsonSchema => ({
  description: 'The topic to read, or list of topics, or a pattern of their names.',
  anyOf: [
    ...topics('to read').anyOf,
    {
      type: 'object',
      additionalProperties: false,
      required: ['pattern'],
      properties: {
        pattern: {
          type: 'string',
          minLength: 1,
          description: 'Regular expression of whole names: topics that there are, and that come later.',
        },
        ...values,
      },
    },
  ],
});

/** A whole number from 1 to `maximum`. */
export const count = (description: string, maximum = Number.MAX_SAFE_INTEGER) => ({
  type: 'integer',
  minimum: 1,
  maximum,
  description,
});
