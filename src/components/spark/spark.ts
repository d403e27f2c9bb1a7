import { durationSchema, parseDuration, parseSize, sizeSchema } from '../../base/units.ts';
import { isRecord, text } from '../../base/values.ts';
import type { Engine, EngineInput } from '../engine.ts';
import { rowReaders } from './proof/row-readers.ts';
import { als } from './spark-als.ts';
import { lintSpark } from './spark-lint.ts';
import { jobOutput } from './uses.ts';

const history = {
  type: 'object',
  additionalProperties: false,
  required: ['by', 'time', 'span', 'of'],
  description: 'A column `history` for the SQL: what came before of the same group, oldest first, this record last.',
  properties: {
    by: { type: 'string', description: 'The column that names the group, such as city.' },
    time: { type: 'string', description: 'SQL for the time of a record, in seconds since 1970.' },
    span: { ...durationSchema, description: 'How far back it reaches.' },
    of: { type: 'string', description: 'SQL for the number that is remembered.' },
  },
};

const resources = {
  type: 'object',
  additionalProperties: false,
  description: 'What the job may take; each is an executor of its own on YARN.',
  properties: {
    cores: { type: 'integer', minimum: 1, description: 'Threads (2).' },
    memory: { ...sizeSchema, description: 'Heap (1GiB).' },
    executors: { type: 'integer', minimum: 1, description: 'Executors on YARN (1).' },
  },
};

/** SQL over topics and stored files, and named algorithms, by Apache Spark. */
export const spark: Engine = {
  name: 'spark',
  description: 'SQL over topics and stored files, and named algorithms, by Apache Spark.',
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      sql: {
        type: 'string',
        description:
          'One query, or the .sql file beside this one that holds it. Without it topics are stored as they are.',
      },
      als,
      history,
      every: { ...durationSchema, description: 'How often a streaming job takes what is new (10s).' },
      master: {
        enum: ['local', 'yarn'],
        description: 'Where it computes: in one process (default), or on YARN by spark-submit.',
      },
      resources,
    },
  },
  fileFormats: Object.keys(rowReaders),
  fileWords: { sql: '.sql' },
  runs: ['streaming', 'manual'],
  inputs: ['topic', 'sink'],
  formats: ['json', 'parquet', 'avro'],
  needs: ['spark'],
  lint: lintSpark,
  work,
  writes: jobOutput,
  runner: async () => (await import('./run/spark.ts')).sparkRunner,
};

function work({ declaration }: EngineInput): Readonly<Record<string, unknown>> {
  const { words, texts } = declaration;
  const { cores = 2, memory, executors = 1 } = isRecord(words.resources) ? words.resources : {};
  const past = isRecord(words.history) ? words.history : undefined;
  const sql = texts.sql?.text ?? text(words.sql);
  return {
    ...(sql === undefined ? {} : { sql }),
    ...(words.als === undefined ? {} : { als: words.als }),
    ...(past === undefined ? {} : { history: { ...past, span: parseDuration(text(past.span) ?? '') / 1000 } }),
    ...(words.master === undefined ? {} : { master: words.master }),
    every: parseDuration(text(words.every) ?? '10s'),
    resources: { cores, memory: parseSize(text(memory) ?? '1GiB'), executors },
  };
}
