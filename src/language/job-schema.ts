import type { EngineWords } from './engine-words.ts';
import type { JsonSchema } from './json-schema.ts';

const input = {
  type: 'string',
  pattern: '^(?!\\.{1,2}$)(([A-Za-z][A-Za-z0-9_-]*/)?[a-zA-Z0-9._-]{1,249}|/.*[^/])$',
  title: 'a topic, sinks.NAME, PIPELINE/sinks.NAME, or a path in HDFS such as /data/texts',
};

const files = (where: string, example: string, formats: readonly string[]): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: ['path', 'format'],
  description: `Files ${where}; a directory for each topic where the job reads topics as they are.`,
  properties: {
    path: {
      type: 'string',
      pattern: '^/.*[^/]$',
      title: `a path from the root such as ${example}`,
      description: `The directory, such as ${example}.`,
    },
    format: { enum: formats, description: 'The format of the files.' },
  },
});

/** The schema of an entry of `jobs:`. */
export function jobSchema(engines: readonly EngineWords[], topicName: JsonSchema): JsonSchema {
  const formats = [...new Set(engines.flatMap(({ fileFormats }) => fileFormats))];
  return {
    type: 'object',
    additionalProperties: false,
    required: ['from'],
    oneOf: engines.map(({ name }) => ({ required: [name] })),
    properties: {
      from: {
        description: 'What it reads: topics, sinks.NAME (the committed files of a sink), or files of text in HDFS.',
        anyOf: [input, { type: 'array', items: input, minItems: 1, uniqueItems: true }],
      },
      to: { ...topicName, description: 'The topic it writes.' },
      hdfs: files('in HDFS', '/data/results', formats),
      file: files('in a directory of the machine where it runs', '/srv/results', formats),
      ...Object.fromEntries(engines.map(({ name, description, schema }) => [name, { description, ...schema }])),
      run: {
        enum: ['streaming', 'manual'],
        default: 'streaming',
        description:
          'Streaming: deployed by apply, runs for ever. Manual: `pipeline jobs run NAME` runs it to its end.',
      },
      state: { enum: ['running', 'stopped'], default: 'running', description: 'What is stopped needs no engine.' },
    },
  };
}
