import type { Engine } from './engine.ts';

/** Counts over stored files, by Hadoop's MapReduce. */
export const mapreduce: Engine = {
  name: 'mapreduce',
  description: "Counts and sums over stored files, by Hadoop's MapReduce; on YARN where it is up.",
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      count: { type: 'boolean', description: 'Count the records.' },
      sum: { type: 'string', description: 'The field whose values are added up.' },
      by: { type: 'string', description: 'The field whose values name the groups.' },
    },
  },
  fileWords: {},
  runs: ['manual'],
  needs: [],
  lint: () => [],
  work: ({ declaration }) => declaration.words,
};
