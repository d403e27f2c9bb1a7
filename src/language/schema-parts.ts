import { topicNameSchema } from '../base/topic-name.ts';

/** Schemas that several sections of the language share. */

export const topicName = topicNameSchema;

/** One topic, or several. `verb`: what is done with them. */
export const topics = (verb: string) => ({
  description: `The topic, or list of topics, ${verb}.`,
  anyOf: [topicName, { type: 'array', items: topicName, minItems: 1, uniqueItems: true }],
});

/** A whole number from 1 to `maximum`. */
export const count = (description: string, maximum = Number.MAX_SAFE_INTEGER) => ({
  type: 'integer',
  minimum: 1,
  maximum,
  description,
});
