import { durationSchema } from '../base/units.ts';
import type { JsonSchema } from './json-schema.ts';

/** JSON Schema of an entry of `checks:`. Which words go together is told where they are read. */
export const checkSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description: 'Something that must be true of the result; `pipeline acceptance` looks.',
  properties: {
    statistic: {
      type: 'string',
      minLength: 1,
      description: 'A number of `statistics:`: NAME (events), NAME.SUM, or NAME.FIELD.VALUE (events with this value).',
    },
    sink: { type: 'string', minLength: 1, description: 'A sink of this file.' },
    sql: { type: 'string', minLength: 1, description: 'A query that returns one value; it cannot write.' },
    expect: { type: ['number', 'string', 'boolean'], description: 'The value; numbers are compared exactly.' },
    fresherThan: { ...durationSchema, description: 'The newest record that the sink has stored is younger than this.' },
  },
};
