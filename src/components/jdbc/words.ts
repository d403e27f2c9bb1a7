import { listOf, text } from '../../base/values.ts';
import { database } from '../../target/embedded.ts';
import { secretReference } from '../../target/secret-reference.ts';
import type { Words } from '../words.ts';

/** The secret that is the password where none is named. */
const usualSecret = 'PG_PASSWORD';

/** The words of the database sink. */
export const jdbcWords: Words = {
  url: {
    schema: {
      type: 'string',
      title: 'an address such as jdbc:postgresql://host:5432/database',
      description: 'Where the database is: jdbc:postgresql://${cluster:postgres}/NAME.',
    },
    required: true,
    key: 'jdbc.url',
  },
  user: {
    schema: { type: 'string', minLength: 1, description: `Default: ${database}.` },
    owns: ['jdbc.user'],
    config: (value) => ({ 'jdbc.user': text(value) ?? database }),
  },
  password: {
    schema: { type: 'string', description: `A \${secret:NAME}; default: ${usualSecret} of the cluster.` },
    secret: { keys: ['jdbc.password'] },
    config: (value, { cluster }) => ({
      'jdbc.password': text(value) ?? secretReference(cluster.secrets, usualSecret),
    }),
  },
  table: {
    schema: {
      type: 'string',
      minLength: 1,
      description: 'Name of the table, or SCHEMA.NAME; {topic} (default) and {type} stand for what they say.',
    },
    key: 'jdbc.table',
  },
  mode: {
    schema: {
      enum: ['append', 'upsert'],
      description: 'A row for each record (default), or the latest row of each key.',
    },
    key: 'jdbc.mode',
  },
  key: {
    schema: {
      oneOf: [{ type: 'string' }, { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } }],
      description: 'With `upsert`: the fields that are the primary key.',
    },
    key: 'jdbc.key',
    write: (value) => listOf(value).join(','),
  },
  tombstones: {
    schema: {
      enum: ['count', 'reject'],
      description: 'Records without value, where rows are appended: counted (default), or dead letters.',
    },
    key: 'tombstones',
  },
  layout: {
    schema: {
      enum: ['one', 'by-type'],
      description: 'Whether the types of a union share a table and its columns, or have a table each.',
    },
    key: 'jdbc.layout',
  },
};
